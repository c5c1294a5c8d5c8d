/* A certified OpenID provider on this machine. Its pages for developers ask who signs in: the name of one of the
   people below, with any password. Prints `ready ISSUER`.
   node provider.mjs PATH-OF-OIDC-PROVIDER '{"redirect": …, "client": …, "secret": …, "claims_in_token": …}'
   Without a secret the client is a public one. Claims are in the token, or told when asked for. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const people = {
  dana: {
    name: 'Dana Whitlow',
    preferred_username: 'dana.whitlow',
    groups: ['printers', 'portal-advocates'],
    families: ['kansas-city', 'on-time', 'of-another-centre'],
  },
  ruth: { name: 'Ruth Hallgren', groups: ['portal-advocates', 'portal-leads'], families: [] },
  stranger: { name: 'Sam Stranger', groups: ['printers'], families: ['kansas-city'] },
};

const [, , library, options] = process.argv;
const { redirect, client, secret, claims_in_token: claimsInToken } = JSON.parse(options);
const { default: Provider } = await import(pathToFileURL(library));

const key = (type, how) => generateKeyPairSync(type, how).privateKey.export({ format: 'jwk' });
const configuration = {
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups', 'families'] },
  clients: [{
    client_id: client,
    redirect_uris: [redirect],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    ...(secret ? { client_secret: secret } : { token_endpoint_auth_method: 'none' }),
  }],
  conformIdTokenClaims: !claimsInToken,
  cookies: { keys: [randomBytes(16).toString('hex')] },
  findAccount: (context, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  jwks: { keys: [key('rsa', { modulusLength: 2048 }), key('ec', { namedCurve: 'P-256' })] },
  pkce: { methods: ['S256'], required: () => true },
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  server.on('request', new Provider(issuer, configuration).callback());
  console.log(`ready ${issuer}`);
});
