//! Reading Rust source just well enough: what is code, and where functions begin and end.
//!
//! A real parser would be compiled before every first command; a scanner that knows comments,
//! strings and brackets answers the questions asked here.

/// The source with comments, strings and character literals blanked out, line breaks kept, so that
/// positions stay what they were.
pub fn code_only(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = at + skipped_length(bytes, at);
        code[at..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        at = end.max(at + 1);
    }
    // Only whole literals and comments were replaced, and only by spaces.
    String::from_utf8_lossy(&code).into_owned()
}

/// [`code_only`] without items marked `#[cfg(test)]`.
pub fn shipped_code(source: &str) -> String {
    let mut code = code_only(source).into_bytes();
    let marker = b"#[cfg(test)]";
    let mut at = 0;
    while let Some(found) = find(&code[at..], marker) {
        let start = at + found;
        let end = item_end(&code, start + marker.len());
        code[start..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        at = end;
    }
    String::from_utf8_lossy(&code).into_owned()
}

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name, without the path.
    pub name: String,
    /// The line of its `fn`, counted from 1.
    pub line: usize,
    /// Lines from `fn` to the closing brace.
    pub lines: usize,
}

/// All functions with a body, nested ones too.
pub fn functions(source: &str) -> Vec<Function> {
    let code = code_only(source);
    let bytes = code.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = find(&bytes[at..], b"fn ") {
        let start = at + offset;
        at = start + 3;
        if start > 0 && is_word(bytes[start - 1]) {
            continue;
        }
        found.extend(function_at(bytes, start));
    }
    found
}

fn function_at(code: &[u8], start: usize) -> Option<Function> {
    let rest = code[start + 3..].trim_ascii_start();
    let name: Vec<u8> = rest.iter().copied().take_while(|byte| is_word(*byte)).collect();
    if name.is_empty() {
        return None;
    }
    let open = body_start(code, start)?;
    let end = matching_brace(code, open);
    Some(Function {
        name: String::from_utf8_lossy(&name).into_owned(),
        line: 1 + count_lines(&code[..start]),
        lines: 1 + count_lines(&code[start..end]),
    })
}

/// Where the body opens; none for a declaration that ends with a semicolon.
fn body_start(code: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (offset, byte) in code[start..].iter().enumerate() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(start + offset),
            b';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The position after the brace that closes the one at `open`.
fn matching_brace(code: &[u8], open: usize) -> usize {
    let mut depth = 0_i32;
    for (offset, byte) in code[open..].iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return open + offset + 1;
        }
    }
    code.len()
}

/// The end of the item that starts at `start`: its closing brace, or its semicolon.
fn item_end(code: &[u8], start: usize) -> usize {
    match body_start(code, start) {
        Some(open) => matching_brace(code, open),
        None => find(&code[start..], b";").map_or(code.len(), |offset| start + offset + 1),
    }
}

/// How many bytes from `at` are a comment or a literal; 0 for code.
fn skipped_length(source: &[u8], at: usize) -> usize {
    let rest = &source[at..];
    let after_word = at > 0 && is_word(source[at - 1]);
    match rest {
        [b'/', b'/', ..] => find(rest, b"\n").unwrap_or(rest.len()),
        [b'/', b'*', ..] => block_comment_length(rest),
        [b'"', ..] => quoted_length(rest),
        [b'\'', ..] => char_length(rest),
        [b'r', b'"' | b'#', ..] if !after_word => raw_string_length(rest, 1),
        [b'b' | b'c', b'r', b'"' | b'#', ..] if !after_word => raw_string_length(rest, 2),
        _ => 0,
    }
}

fn block_comment_length(rest: &[u8]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted_length(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    rest.len()
}

/// A character literal, or 0 for the tick of a lifetime.
fn char_length(rest: &[u8]) -> usize {
    match rest {
        [_, b'\\', _, tail @ ..] => find(tail, b"'").map_or(0, |offset| offset + 4),
        // The longest character is four bytes.
        [_, first, ..] if *first != b'\'' => {
            let width = utf8_width(*first);
            if rest.get(1 + width) == Some(&b'\'') { width + 2 } else { 0 }
        }
        _ => 0,
    }
}

fn utf8_width(first: u8) -> usize {
    match first {
        0x00..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xff => 4,
    }
}

/// A raw string whose hashes start after `prefix` bytes, or 0 for a raw identifier.
fn raw_string_length(rest: &[u8], prefix: usize) -> usize {
    let hashes = rest[prefix..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(prefix + hashes) != Some(&b'"') {
        return 0;
    }
    let mut close = vec![b'"'];
    close.resize(1 + hashes, b'#');
    let body = prefix + hashes + 1;
    find(&rest[body..], &close).map_or(rest.len(), |offset| body + offset + close.len())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn count_lines(code: &[u8]) -> usize {
    code.iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_functions(source: &str, expected: &[(&str, usize, usize)]) {
        let found = functions(source);
        let found: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.line, f.lines)).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn comments_and_literals_are_no_code() {
        let source = r###"a /* x /* y */ z */ b // c
            "q\"{" 'd' '\'' '\u{7d}' '{' r#"}"{"# br"{" b'{' 'é' <'e> r#fn"###;
        let code = code_only(source);
        assert_eq!(code.len(), source.len());
        assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["a", "b", "b", "<'e>", "r#fn"]);
    }

    #[test]
    fn functions_are_measured_from_fn_to_brace() {
        check_functions("fn one() {}", &[("one", 1, 1)]);
        check_functions("\npub const fn two<T>(a: [u8; 2])\nwhere\n T: Fn(u8),\n{\n}\n", &[("two", 2, 5)]);
        check_functions("trait T { fn none(&self); fn some(&self) { \"}\"; } }", &[("some", 1, 1)]);
        check_functions("fn outer() {\n fn inner() {\n }\n}", &[("outer", 1, 4), ("inner", 2, 2)]);
        check_functions("type F = fn (u8) -> u8; struct MyFn ;", &[]);
    }

    #[test]
    fn test_items_are_not_shipped() {
        let source = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { { } } }\n#[cfg(test)]\nuse c;\nfn d() {}";
        let code = shipped_code(source);
        assert_eq!(code.split_whitespace().collect::<Vec<_>>(), ["fn", "a()", "{}", "fn", "d()", "{}"]);
        assert_eq!(code.lines().count(), source.lines().count());
    }

    #[test]
    fn unfinished_source_does_not_hang_or_panic() {
        for source in ["\"", "'", "'\\", "r#\"", "/*", "fn", "fn a(", "fn a() {", "#[cfg(test)]", "b'"] {
            code_only(source);
            shipped_code(source);
            functions(source);
        }
    }
}
