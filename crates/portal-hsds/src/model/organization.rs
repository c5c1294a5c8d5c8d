//! Organisations and what belongs to them.

use super::{Contact, Location, Phone};

records! {
    /// Who gives services. HSDS `organization`.
    Organization {
        /// Identifier in the directory.
        id: String,
        /// Name as the directory writes it.
        name: String,
        /// Another name.
        alternate_name: Option<String>,
        /// What it does, as plain text.
        description: Option<String>,
        /// E-mail address.
        email: Option<String>,
        /// Web page.
        website: Option<String>,
        /// Further web pages.
        additional_websites: Vec<Url>,
        /// Tax status.
        tax_status: Option<String>,
        /// Tax number.
        tax_id: Option<String>,
        /// Year it was founded.
        year_incorporated: Option<i64>,
        /// Legal form.
        legal_status: Option<String>,
        /// Address of a logo.
        logo: Option<String>,
        /// Web identifier.
        uri: Option<String>,
        /// The organisation above it.
        parent_organization_id: Option<String>,
        /// Who pays for it.
        funding: Vec<Funding>,
        /// People to ask.
        contacts: Vec<Contact>,
        /// Phone numbers.
        phones: Vec<Phone>,
        /// Its places.
        locations: Vec<Location>,
        /// Its programmes.
        programs: Vec<Program>,
        /// Its numbers in registers.
        organization_identifiers: Vec<OrganizationIdentifier>,
    }

    /// A number in a register. HSDS `organization_identifier`.
    OrganizationIdentifier {
        /// Identifier in the directory.
        id: String,
        /// The organisation.
        organization_id: Option<String>,
        /// The register.
        identifier_scheme: Option<String>,
        /// What the number is.
        identifier_type: Option<String>,
        /// The number.
        identifier: Option<String>,
    }

    /// A programme that holds services together. HSDS `program`.
    Program {
        /// Identifier in the directory.
        id: String,
        /// The organisation.
        organization_id: Option<String>,
        /// Name.
        name: Option<String>,
        /// Another name.
        alternate_name: Option<String>,
        /// What it does, as plain text.
        description: Option<String>,
    }

    /// Who pays. HSDS `funding`.
    Funding {
        /// Identifier in the directory.
        id: String,
        /// The organisation paid.
        organization_id: Option<String>,
        /// The service paid.
        service_id: Option<String>,
        /// Where the money comes from.
        source: Option<String>,
    }

    /// A web page with a label. HSDS 3.1 `url`.
    Url {
        /// Identifier in the directory.
        id: String,
        /// The organisation.
        organization_id: Option<String>,
        /// The service.
        service_id: Option<String>,
        /// What the page is.
        label: Option<String>,
        /// Its address.
        url: Option<String>,
    }
}
