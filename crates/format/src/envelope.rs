//! The outermost JSON object: what it is, and of which version.

use serde_json::{Map, Value as Json};

use crate::problem::{FileError, Place, Problem};
use crate::read::whole;

/// The version written.
pub(crate) const VERSION: u64 = 1;
/// No design file comes near this many bytes.
const MOST_BYTES: usize = 16 << 20;

/// Takes the fields of a version to the next.
type Migration = fn(&mut Map<String, Json>);

/// The way from each older version to the next: the first row from 1 to 2, and so on.
const MIGRATIONS: [Migration; VERSION as usize - 1] = [];

/// Parses JSON text, limited in size and depth.
pub(crate) fn parse(text: &str) -> Result<Json, FileError> {
    if text.len() > MOST_BYTES {
        return Err(whole(Problem::TooLarge(MOST_BYTES)));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| {
        let why = error.to_string();
        // The parser appends the place, which is told apart here.
        let why = why.split(" at line ").next().unwrap_or_default().to_owned();
        let place = Place::Text { line: error.line(), column: error.column() };
        FileError { place, problem: Problem::NotJson(why) }
    })
}

/// The fields under an envelope, brought to the current version.
pub(crate) fn open(json: Json, envelope: &str) -> Result<Map<String, Json>, FileError> {
    open_with(json, envelope, &MIGRATIONS)
}

fn open_with(json: Json, envelope: &str, migrations: &[Migration]) -> Result<Map<String, Json>, FileError> {
    let Json::Object(mut fields) = json else { return Err(whole(Problem::NotADesign)) };
    let version = fields.get(envelope).ok_or(whole(Problem::NotADesign))?;
    let latest = migrations.len() as u64 + 1;
    let field = |problem| FileError { place: Place::Field { path: envelope.to_owned(), record: None }, problem };
    match version.as_u64().filter(|version| *version > 0) {
        None => Err(field(Problem::Expected("a version such as 1"))),
        Some(version) if version > latest => Err(whole(Problem::Newer(version, latest))),
        Some(version) => {
            // Versions up to the latest fit any size.
            migrations.iter().skip(version as usize - 1).for_each(|migrate| migrate(&mut fields));
            Ok(fields)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RENAMES: [Migration; 2] = [
        |fields| {
            let nodes = fields.remove("nodes");
            fields.extend(nodes.map(|nodes| ("boxes".to_owned(), nodes)));
        },
        |fields| {
            let boxes = fields.remove("boxes");
            fields.extend(boxes.map(|boxes| ("components".to_owned(), boxes)));
        },
    ];

    fn opened(text: &str) -> Result<Map<String, Json>, FileError> {
        open_with(parse(text)?, "linchpin", &RENAMES)
    }

    #[test]
    fn an_old_file_goes_through_every_version_since() {
        for (version, field) in [(1, "nodes"), (2, "boxes"), (3, "components")] {
            let fields = opened(&format!(r#"{{"linchpin": {version}, "{field}": [7]}}"#)).unwrap();
            assert_eq!(fields.get("components"), Some(&Json::from(vec![7])), "{version}");
        }
    }

    #[test]
    fn a_version_without_meaning_is_refused() {
        assert_eq!(opened(r#"{"linchpin": 4}"#).unwrap_err().problem, Problem::Newer(4, 3));
        for text in [r#"{"linchpin": 0}"#, r#"{"linchpin": "1"}"#, r#"{"linchpin": 1.5}"#, r#"{"linchpin": -1}"#] {
            assert!(matches!(opened(text).unwrap_err().problem, Problem::Expected(_)), "{text}");
        }
        assert_eq!(opened("[1]").unwrap_err().problem, Problem::NotADesign);
        assert_eq!(opened("{}").unwrap_err().problem, Problem::NotADesign);
    }
}
