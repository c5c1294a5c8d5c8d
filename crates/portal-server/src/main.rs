//! The binary `portal`.
fn main() {}
