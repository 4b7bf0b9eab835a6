//! Where things are in JSON text that a parser has accepted already.
//!
//! A parser says what a text means and forgets where each value stood; this finds it again. It never
//! recurses and never fails: of text that is no JSON it finds something or nothing.

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name, as it is meant.
    pub name: String,
    /// Where its value starts.
    pub value: usize,
}

/// JSON text by bytes.
#[derive(Debug, Clone, Copy)]
pub struct Json<'a> {
    text: &'a str,
}

impl<'a> Json<'a> {
    /// Looks at a text.
    pub fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// Where the outermost value starts.
    pub fn start(self) -> usize {
        let mark = '\u{feff}';
        self.skip_blanks(if self.text.starts_with(mark) { mark.len_utf8() } else { 0 })
    }

    /// The fields of the object that starts here, the last one of each name; nothing when none does.
    pub fn members(self, start: usize) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        let mut name_at = self.inside(start, b'{');
        while let Some(at) = name_at.filter(|at| self.byte(*at) == Some(b'"')) {
            let end = self.end(at);
            let value = self.skip_blanks(self.skip_blanks(end) + 1);
            members.push(Member { name: self.string(at..end).unwrap_or_default(), value });
            name_at = self.after(value);
        }
        members
    }

    /// Where the value of a field of the object that starts here starts. Of several the last counts.
    pub fn field(self, start: usize, is_it: impl Fn(&str) -> bool) -> Option<usize> {
        self.members(start).into_iter().rfind(|member| is_it(&member.name)).map(|member| member.value)
    }

    /// Where each element of the array that starts here starts; nothing when none does.
    pub fn elements(self, start: usize) -> Vec<usize> {
        std::iter::successors(self.inside(start, b'['), |at| self.after(*at)).collect()
    }

    /// Where the value that starts here ends.
    pub fn end(self, start: usize) -> usize {
        let mut depth = 0usize;
        let mut at = start;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'"' => at = self.end_of_string(at),
                b'{' | b'[' => {
                    depth += 1;
                    at += 1;
                }
                b'}' | b']' | b',' | b':' if depth == 0 => return at,
                b'}' | b']' => {
                    depth -= 1;
                    at += 1;
                }
                byte if depth == 0 && is_blank(byte) => return at,
                _ => {
                    at += 1;
                    continue;
                }
            }
            if depth == 0 {
                return at;
            }
        }
        at
    }

    fn byte(self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn skip_blanks(self, start: usize) -> usize {
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        start + bytes.iter().take_while(|byte| is_blank(**byte)).count()
    }

    /// Where the first thing in the object or array that starts here is; nothing when it is empty.
    fn inside(self, start: usize, opening: u8) -> Option<usize> {
        self.byte(start).filter(|byte| *byte == opening)?;
        Some(self.skip_blanks(start + 1)).filter(|at| !matches!(self.byte(*at), None | Some(b'}' | b']')))
    }

    /// Where what follows the value that starts here is, beyond the comma.
    fn after(self, start: usize) -> Option<usize> {
        let comma = self.skip_blanks(self.end(start));
        self.byte(comma).filter(|byte| *byte == b',')?;
        Some(self.skip_blanks(comma + 1))
    }

    fn end_of_string(self, start: usize) -> usize {
        let mut at = start + 1;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'"' => return at + 1,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.text.len()
    }

    fn string(self, range: std::ops::Range<usize>) -> Option<String> {
        serde_json::from_str(self.text.get(range)?).ok()
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#" { "a" : [ 1 , "x,]}\"" , {"b":[[],{}]} , null ] , "\u0062": {"c": true}, "a": [7] } "#;

    fn names(text: &str) -> Vec<String> {
        let json = Json::new(text);
        json.members(json.start()).into_iter().map(|member| member.name).collect()
    }

    #[test]
    fn fields_are_found_in_order_and_the_last_of_a_name_counts() {
        let json = Json::new(TEXT);
        assert_eq!(names(TEXT), ["a", "b", "a"]);
        let last = json.field(json.start(), |name| name == "a").unwrap();
        assert_eq!(&TEXT[last..json.end(last)], "[7]");
        let b = json.field(json.start(), |name| name == "b").unwrap();
        assert_eq!(&TEXT[b..json.end(b)], r#"{"c": true}"#);
    }

    #[test]
    fn elements_are_found_whatever_is_in_them() {
        let json = Json::new(TEXT);
        let list = json.members(json.start())[0].value;
        let elements: Vec<&str> = json.elements(list).into_iter().map(|at| &TEXT[at..json.end(at)]).collect();
        assert_eq!(elements, ["1", r#""x,]}\"""#, r#"{"b":[[],{}]}"#, "null"]);
        assert_eq!(Json::new("[]").elements(0), [] as [usize; 0]);
        assert_eq!(Json::new("[ ]").elements(0), [] as [usize; 0]);
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        assert_eq!(names("\u{feff}{\"a\":1}"), ["a"]);
    }

    #[test]
    fn text_that_is_no_json_does_no_harm() {
        for start in 0..TEXT.len() {
            for end in start..TEXT.len() {
                let json = Json::new(&TEXT[start..end]);
                json.members(json.start());
                json.elements(json.start());
                assert!(json.end(json.start()) <= end);
            }
        }
    }
}
