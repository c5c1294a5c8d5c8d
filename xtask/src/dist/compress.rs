//! Brotli and gzip copies beside each file, made once here instead of on every request.

use std::io::Write;

use anyhow::Result;

use super::site::Site;

/// Images other than SVG and fonts are compressed already.
const COMPRESSIBLE: [&str; 9] = [
    "css",
    "html",
    "ico",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 24;
const BUFFER: usize = 64 * 1024;

/// The site with `.br` and `.gz` beside each file worth it.
pub fn all(site: &Site) -> Result<Site> {
    let mut compressed = site.clone();
    for path in site.paths() {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        if COMPRESSIBLE.contains(&extension) {
            let bytes = site.bytes(&path)?;
            compressed.put(&format!("{path}.br"), brotli(bytes)?);
            compressed.put(&format!("{path}.gz"), gzip(bytes)?);
        }
    }
    Ok(compressed)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer =
        brotli::CompressorWriter::new(Vec::new(), BUFFER, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

/// Without name and time in its header, so that the same input gives the same bytes.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_copies_hold_the_same_bytes_every_time() {
        let text = b"what happens next, ".repeat(200);
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&text).unwrap())
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, text);
        back.clear();
        brotli::Decompressor::new(&*brotli(&text).unwrap(), BUFFER)
            .read_to_end(&mut back)
            .unwrap();
        assert_eq!(back, text);
        assert_eq!(brotli(&text).unwrap(), brotli(&text).unwrap());
        assert_eq!(gzip(&text).unwrap(), gzip(&text).unwrap());
    }
}
