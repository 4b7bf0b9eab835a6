//! The words of a fixture line.

/// A word of a fixture line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// `->`, `[`, `]`, `{` or `}`.
    Mark(&'static str),
    /// `"text"`.
    Quoted(String),
    /// `key=value`, the value quoted or not.
    Pair(String, String),
    /// Anything else: an id, `id:kind` or a keyword.
    Word(String),
}

const MARKS: [&str; 5] = ["->", "[", "]", "{", "}"];

/// Splits a line into its words.
///
/// # Errors
/// When a quotation is not closed.
pub(crate) fn tokens(line: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() && !rest.starts_with('#') {
        let (token, after) = next(rest)?;
        found.push(token);
        rest = after.trim_start();
    }
    Ok(found)
}

fn next(text: &str) -> Result<(Token, &str), String> {
    if let Some(mark) = MARKS.into_iter().find(|mark| text.starts_with(mark)) {
        return Ok((Token::Mark(mark), &text[mark.len()..]));
    }
    if let Some(inside) = text.strip_prefix('"') {
        return quoted(inside).map(|(value, after)| (Token::Quoted(value), after));
    }
    let (word, after) = text.split_at(word_length(text));
    let Some(after) = after.strip_prefix('=') else { return Ok((Token::Word(word.to_owned()), after)) };
    let (value, after) = match after.strip_prefix('"') {
        Some(inside) => quoted(inside)?,
        None => {
            let (value, after) = after.split_at(word_length(after));
            (value.to_owned(), after)
        }
    };
    Ok((Token::Pair(word.to_owned(), value), after))
}

fn quoted(inside: &str) -> Result<(String, &str), String> {
    let (value, after) = inside.split_once('"').ok_or("a quotation is not closed")?;
    Ok((value.to_owned(), after))
}

/// How far a bare word goes: up to a blank, a bracket, an equals sign or an arrow.
fn word_length(text: &str) -> usize {
    let ends = |(at, c): (usize, char)| c.is_whitespace() || "[]{}=\"".contains(c) || text[at..].starts_with("->");
    text.char_indices().find(|place| ends(*place)).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_at_marks_and_blanks() {
        let word = |text: &str| Token::Word(text.to_owned());
        let pair = |key: &str, value: &str| Token::Pair(key.to_owned(), value.to_owned());
        let expected = vec![
            word("a:service"),
            Token::Quoted("A b".to_owned()),
            pair("peak", "1.5"),
            Token::Mark("->"),
            word("b-1"),
            Token::Mark("["),
            pair("pool", "x y"),
            Token::Mark("]"),
        ];
        assert_eq!(tokens(r#" a:service "A b" peak=1.5->b-1 [pool="x y"] # said"#), Ok(expected));
        assert!(tokens("a \"b").is_err());
    }
}
