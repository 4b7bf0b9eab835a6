use linchpin_document::Design;
use linchpin_format::{Imported, file};
pub struct Limit { pub place: &'static str, pub characters: usize }
pub const LIMITS: &[Limit] = &[Limit { place: "Slack", characters: 4000 }];
pub fn encode(design: &Design) -> String { file::write(design).replace('\n', "") }
pub fn decode(text: &str) -> Result<Imported, linchpin_format::FileError> { file::read(text) }
