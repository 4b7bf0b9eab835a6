//! Rules that one line breaks.

use super::SourceFile;
use crate::rust_source;

const LONGEST_LINE: usize = 200;

/// Kinds of files that hold code.
const CODE: [&str; 6] = ["css", "html", "js", "mjs", "rs", "ts"];

// Spelled in two halves, so that this file does not break its own rules.
const UNFINISHED_WORDS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
const UNFINISHED_RUST: [&str; 3] = [concat!("todo", "!"), concat!("unimplemented", "!"), concat!("#[", "ignore")];
const LEFT_OUT_TESTS: [&str; 4] =
    [concat!("test", ".only"), concat!("test", ".skip"), concat!("test", ".fixme"), concat!("describe", ".only")];
const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// Every breach in one file.
pub fn check(source: &SourceFile) -> Vec<String> {
    let extension = source.extension();
    let mut found = containing(source, &source.text, &MACHINE_PATHS, "names a folder of one machine");
    if CODE.contains(&extension.as_str()) {
        found.extend(containing(source, &source.text, &UNFINISHED_WORDS, "is unfinished: do it or open an issue"));
    }
    if extension == "rs" {
        let code = rust_source::code_only(&source.text);
        found.extend(containing(source, &code, &UNFINISHED_RUST, "is unfinished: finish it or remove it"));
        found.extend(long_lines(source));
    }
    if extension == "ts" || extension == "mjs" {
        found.extend(containing(source, &source.text, &LEFT_OUT_TESTS, "leaves tests out"));
    }
    found
}

fn containing(source: &SourceFile, text: &str, words: &[&str], why: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    let hits =
        lines.flat_map(|(at, line)| words.iter().filter(|word| has_word(line, word)).map(move |word| (at, word)));
    hits.map(|(at, word)| format!("{}:{}: `{word}` {why}", source.name, at + 1)).collect()
}

/// Whether `word` is in `line`, and not only as a part of a longer word.
fn has_word(line: &str, word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !(word.starts_with(is_word) && before.is_some_and(is_word)
            || word.ends_with(is_word) && after.is_some_and(is_word))
    })
}

fn long_lines(source: &SourceFile) -> Vec<String> {
    let lines = source.text.lines().enumerate();
    lines
        .filter(|(_, line)| line.chars().count() > LONGEST_LINE)
        .map(|(at, _)| format!("{}:{}: a line of more than {LONGEST_LINE} characters", source.name, at + 1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(name: &str, text: &str) -> usize {
        check(&SourceFile { name: name.into(), text: text.into() }).len()
    }

    #[test]
    fn unfinished_code_is_found() {
        for word in UNFINISHED_WORDS {
            assert_eq!(breaches("a.rs", &format!("// {word}: later")), 1);
            assert_eq!(breaches("a.css", &format!("/* {word} */")), 1);
            assert_eq!(breaches("a.rs", &format!("const {word}S: u8 = 1;")), 0);
        }
        for word in UNFINISHED_RUST {
            assert_eq!(breaches("a.rs", &format!("{word}(\"x\")]")), 1, "{word}");
            assert_eq!(breaches("a.rs", &format!("// {word}")), 0, "{word}");
        }
    }

    #[test]
    fn tests_left_out_are_found() {
        for word in LEFT_OUT_TESTS {
            assert_eq!(breaches("a.spec.ts", &format!("{word}('x', async () => {{}})")), 1, "{word}");
        }
    }

    #[test]
    fn folders_of_one_machine_are_found_everywhere() {
        for path in MACHINE_PATHS {
            assert_eq!(breaches("a.md", &format!("see {path}x")), 1);
        }
        assert_eq!(breaches("a.md", "https://example.org/network/"), 0);
    }

    #[test]
    fn lines_run_no_further_than_a_screen() {
        assert_eq!(breaches("a.rs", &"x".repeat(200)), 0);
        assert_eq!(breaches("a.rs", &"x".repeat(201)), 1);
        assert_eq!(breaches("a.md", &"x".repeat(201)), 0);
    }
}
