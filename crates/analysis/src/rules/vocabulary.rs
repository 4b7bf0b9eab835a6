//! The words of names and paths, so that "Order", "/orders/{id}" and "Take orders" are seen to be about the
//! same thing. Upper and lower case are the same in ASCII only.

use linchpin_catalog::Property;
use linchpin_document::Item;

/// A word in lower case, without the ending of the plural.
pub(super) type Word = String;

/// Words that say nothing of what something is about.
const EMPTY: &[&str] = &[
    "a",
    "an",
    "and",
    "api",
    "app",
    "application",
    "backend",
    "component",
    "data",
    "database",
    "db",
    "for",
    "from",
    "handle",
    "handling",
    "in",
    "manage",
    "management",
    "of",
    "on",
    "or",
    "provider",
    "server",
    "service",
    "store",
    "system",
    "table",
    "the",
    "to",
    "with",
];
/// Paths that serve those who run a system, not those who use it.
const CHORES: &[&str] = &["health", "healthz", "live", "metric", "ping", "ready", "readyz", "status", "version"];

/// The words of a text that say what it is about.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous_lower = false;
    for letter in text.chars().chain([' ']) {
        let starts_next = previous_lower && letter.is_ascii_uppercase();
        if !letter.is_alphanumeric() || starts_next {
            words.extend(Some(singular(&word)).filter(|word| says_something(word)));
            word.clear();
        }
        if letter.is_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        }
        previous_lower = letter.is_ascii_lowercase();
    }
    words
}

fn says_something(word: &str) -> bool {
    !word.is_empty() && !EMPTY.contains(&word) && !word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Without the commonest endings of English plurals.
fn singular(word: &str) -> Word {
    match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => return format!("{stem}y"),
        _ => {}
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with('s') && !stem.ends_with('u') => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// The resources the path of an endpoint names, each as its words: `/api/v1/users/{id}/orders` is users and
/// orders. Where there is no path, the words of the endpoint's name; nothing for chores.
pub(super) fn resources(endpoint: &Item) -> Vec<Vec<Word>> {
    let path = endpoint.text(Property::Path).map(str::trim).filter(|path| !path.is_empty());
    let found = match path {
        Some(path) => segments(path).map(words).filter(|words| !words.is_empty()).collect(),
        None => Vec::from_iter(Some(words(endpoint.name())).filter(|words| !words.is_empty())),
    };
    let is_chore = |words: &Vec<Word>| words.iter().all(|word| CHORES.contains(&word.as_str()));
    if found.first().is_some_and(is_chore) { Vec::new() } else { found }
}

/// The first resource as it is written, for people: "order items" of `/v1/order-items`; without a path the name.
pub(super) fn named_first(endpoint: &Item) -> String {
    let path = endpoint.text(Property::Path).unwrap_or_default();
    let first = segments(path).find(|segment| !words(segment).is_empty());
    first.map_or_else(|| endpoint.name().to_owned(), |segment| segment.replace(['-', '_'], " "))
}

/// The parts of a path that name something.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.split('/').filter(|segment| !is_parameter(segment) && !is_version(segment))
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with(['{', ':', '<', '$', '*'])
}

fn is_version(segment: &str) -> bool {
    segment.strip_prefix('v').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_are_about() {
        for (text, expected) in [
            ("Order", "order"),
            ("Orders DB", "order"),
            ("OrderLine", "order line"),
            ("Take the orders", "take order"),
            ("Categories & statuses", "category statuse"),
            ("user-service-2", "user"),
            ("Address", "address"),
            ("注文", "注文"),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn what_paths_name() {
        let check = |path: &str, expected: &[&str]| {
            let fixture = format!("endpoint e \"E\" path=\"{path}\"");
            let design = linchpin_testkit::design(&fixture);
            let found = resources(design.get(linchpin_testkit::id("e")).unwrap());
            assert_eq!(found.iter().map(|words| words.join(" ")).collect::<Vec<_>>(), expected, "{path}");
        };
        check("/api/v1/users/{id}/orders", &["user", "order"]);
        check("/orders/:id?full=true", &["order"]);
        check("/order-items", &["order item"]);
        check("/healthz", &[]);
        check("/", &[]);
    }
}
