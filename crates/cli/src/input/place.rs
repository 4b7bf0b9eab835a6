//! Lines and columns of what a design file says.

use linchpin_document::{RecordId, SortedMap};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use super::json::Json;

/// Names of fields and records in messages are cut after this many characters.
const LONGEST_NAME: usize = 60;

/// Where something stands in a text. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column it starts at.
    pub column: usize,
    /// The column after its last character; it never spans lines.
    pub end_column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Where each record of a design file stands: its id, or where it starts when it has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places(BTreeMap<RecordId, Place>);

impl Places {
    /// Finds the records of a design file, given their paths, as in `components[3]`.
    pub fn find(text: &str, paths: &SortedMap<RecordId, String>) -> Self {
        let (json, root) = root(text);
        let mut lists: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut found: Vec<(Range<usize>, RecordId)> = Vec::new();
        for (id, path) in paths {
            let Some((list, index)) = split_index(path) else { continue };
            let elements = lists.entry(list).or_insert_with(|| list_of(json, root, list));
            found.extend(elements.get(index).map(|start| (record_range(json, *start), *id)));
        }
        // One pass over the text tells all the lines.
        found.sort_unstable_by_key(|(range, _)| range.start);
        let mut cursor = Cursor::new(text);
        Self(found.into_iter().map(|(range, id)| (id, cursor.place(range))).collect())
    }

    /// Where a record stands.
    pub fn get(&self, id: RecordId) -> Option<Place> {
        self.0.get(&id).copied()
    }
}

/// Where the field or record of a path stands, as in `components[3].instances` or `title`.
pub fn locate(text: &str, path: &str) -> Option<Place> {
    let (json, root) = root(text);
    let (first, field) = path.split_once("].").map_or((path, None), |(_, field)| {
        // The path is ASCII up to there: what was split off ends before the field.
        (&path[..path.len() - field.len() - 1], Some(field))
    });
    let start = match split_index(first) {
        Some((list, index)) => *list_of(json, root, list).get(index)?,
        None => json.field(root, |name| shortened(name) == path)?,
    };
    let value = field.and_then(|field| json.field(start, |name| shortened(name) == field));
    let range = match value {
        Some(value) => first_line_of(text, value..json.end(value)),
        None if split_index(first).is_some() => start..start + 1,
        None => first_line_of(text, start..json.end(start)),
    };
    Some(Cursor::new(text).place(range))
}

/// A line and a column in bytes, as parsers count them, as line and column in characters.
pub fn place_of_byte(text: &str, line: usize, column: usize) -> Place {
    let content = text.trim_start_matches('\u{feff}').split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    let before = content.as_bytes().iter().take(column.saturating_sub(1));
    // Every character has one byte that does not continue another.
    let column = 1 + before.filter(|byte| **byte & 0xc0 != 0x80).count();
    Place { line: line.max(1), column, end_column: column + 1 }
}

fn root(text: &str) -> (Json<'_>, usize) {
    let json = Json::new(text);
    (json, json.start())
}

/// `components` and 3 of `components[3]`.
fn split_index(path: &str) -> Option<(&str, usize)> {
    let (list, index) = path.strip_suffix(']')?.split_once('[')?;
    Some((list, index.parse().ok()?))
}

fn list_of(json: Json<'_>, root: usize, list: &str) -> Vec<usize> {
    json.field(root, |name| name == list).map(|start| json.elements(start)).unwrap_or_default()
}

fn record_range(json: Json<'_>, start: usize) -> Range<usize> {
    json.field(start, |name| name == "id").map_or(start..start + 1, |id| id..json.end(id))
}

fn shortened(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

fn first_line_of(text: &str, range: Range<usize>) -> Range<usize> {
    let content = text.get(range.clone()).unwrap_or_default();
    let length = content.find(['\n', '\r']).unwrap_or(content.len());
    range.start..range.start + length.max(1)
}

/// Counts lines and characters, forwards only.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, at, line: 1, column: 1 }
    }

    fn place(&mut self, range: Range<usize>) -> Place {
        for character in self.text.get(self.at..range.start).unwrap_or_default().chars() {
            if character == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.at = range.start;
        let length = self.text.get(range).map_or(1, |content| content.chars().count());
        Place { line: self.line, column: self.column, end_column: self.column + length }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  "title": "id: \"b\"", "odd": {"components": [{"id": "a"}]},
  "connections": [ {"from": "a", "to": "b"} ],
  "components": [ { "id": "x" } ],
  "components": [
    { "name": "Größe \"b\"", "kind": "service", "id": "a" }, {"instances": 3,
      "id": "b"}
  ]
}"#;

    fn place(line: usize, column: usize, end_column: usize) -> Option<Place> {
        Some(Place { line, column, end_column })
    }

    fn id(text: &str) -> RecordId {
        RecordId::parse(text).unwrap()
    }

    #[test]
    fn records_are_found_by_their_id_and_nothing_else() {
        let paths = [("a", "components[0]"), ("b", "components[1]"), ("a-b", "connections[0]"), ("c", "components[7]")];
        let paths = paths.into_iter().map(|(name, path)| (id(name), path.to_owned())).collect();
        let places = Places::find(TEXT, &paths);
        assert_eq!(places.get(id("a")), place(6, 55, 58));
        assert_eq!(places.get(id("b")), place(7, 13, 16));
        assert_eq!(places.get(id("a-b")), place(3, 20, 21));
        assert_eq!(places.get(id("c")), None);
    }

    #[test]
    fn paths_of_messages_are_found() {
        assert_eq!(locate(TEXT, "components[1].instances"), place(6, 76, 77));
        assert_eq!(locate(TEXT, "components[0].kind"), place(6, 38, 47));
        assert_eq!(locate(TEXT, "components[1].absent"), place(6, 62, 63));
        assert_eq!(locate(TEXT, "components[1]"), place(6, 62, 63));
        assert_eq!(locate(TEXT, "title"), place(2, 12, 23));
        assert_eq!(locate(TEXT, "absent"), None);
        assert_eq!(locate(TEXT, "components[9].id"), None);
        assert_eq!(locate(TEXT, "connections"), place(3, 18, 46));
    }

    #[test]
    fn bytes_are_counted_as_characters() {
        assert_eq!(Some(place_of_byte("ab\nöö x", 2, 6)), place(2, 4, 5));
        assert_eq!(Some(place_of_byte("ab", 9, 40)), place(9, 1, 2));
        assert_eq!(Some(place_of_byte("", 0, 0)), place(1, 1, 2));
    }
}
