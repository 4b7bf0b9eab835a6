//! Zones, hosts and other failure domains that hold everything of something.

use linchpin_catalog::BoundaryKind;
use linchpin_document::SortedSet;

use crate::model::Model;
use crate::model::placement::Boundary;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::text::sentence;
use crate::rules::words::Value::{AllOf, Count, List, Text};
use crate::rules::words::{Words, fill};

pub(crate) const HEADING: Heading = Heading::new("failure.shared-domain", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Critical,
    title: "Everything in one failure domain",
    explanation: "What shares a host, rack, zone or region fails with it, and redundancy inside does not help. The \
                  only region is told as info: many systems accept that.",
    detection: "As for a single point of failure, where what fails is a place with everything in it. Directly in a \
                region, instances are spread over the zones drawn there, unless they are said not to be.",
    false_alarms: "The boundary stands for no place: say that it does not fail as one. Or the instances are \
                   elsewhere in truth: draw them there.",
    remedies: "At least one of each in another place; or draw them in the region, so that they spread over its zones.",
};

/// How many regions are drawn.
pub(in crate::rules) fn regions(model: &Model) -> usize {
    model.boundaries.iter().filter(|boundary| boundary.kind == BoundaryKind::Region).count()
}

/// The only region is what most systems settle for.
pub(super) fn severity(model: &Model, boundary: usize, regions: usize, reach: Reach) -> Severity {
    let only_region = regions == 1 && model.boundaries[boundary].kind == BoundaryKind::Region;
    match reach {
        _ if only_region => Severity::Info,
        Reach::Total => Severity::Critical,
        Reach::Partial => Severity::Warning,
    }
}

const THE_ONLY_REGION: Words = ["{0} is the only region", ACCEPTED, SECOND_REGION];
const NAMELESS_REGION: Words = ["There is only one region", ACCEPTED, SECOND_REGION];
const ACCEPTED: &str = "If it fails, {3}. Many systems accept that.";
const SECOND_REGION: &str =
    "If your availability target asks for more, draw a second region and let traffic go to either.";

const REDUNDANT: Words = [
    HOLDS,
    "If the {1} fails, {3}. What shares a {1} shares its fate: the redundancy inside does not help.",
    ELSEWHERE,
];
const PARTLY: Words = [
    HOLDS,
    "If the {1} fails, {3}. What is left elsewhere is not enough, or does not take over by itself.",
    "See that enough is left without the {1}: more instances, one more {1}, or automatic failover.",
];
const ALONE: Words = [HOLDS, "If the {1} fails, {3}. Nothing outside the {1} stands in.", ELSEWHERE];
const HOLDS: &str = "{0} holds {2}";
const ELSEWHERE: &str =
    "Put at least one of each into another {1}, or draw them in the region to spread them over its zones.";

/// A boundary whose failure alone leaves requests unanswered, with the duties struck by it.
pub(super) fn finding(model: &Model, index: usize, severity: Severity, struck: &[usize], consequence: &str) -> Finding {
    let boundary = &model.boundaries[index];
    let components: SortedSet<usize> = struck.iter().map(|duty| model.duties.get(*duty).component).collect();
    let held = held(model, index, &components);
    let kind = boundary.kind.label();
    let words = match severity {
        Severity::Info if boundary.item.name() == kind => &NAMELESS_REGION,
        Severity::Info => &THE_ONLY_REGION,
        _ if held.partly => &PARTLY,
        _ if held.redundant => &REDUNDANT,
        _ => &ALONE,
    };
    let (title, kind) = (title_of(boundary), kind.to_ascii_lowercase());
    let values = [Text(&title), Text(&kind), List(&held.names), Text(consequence)];
    let mut finding = HEADING.finding(severity, words, &values, vec![boundary.item.id]);
    finding.subjects.extend(components.iter().map(|component| model.components[*component].item.id));
    finding
}

/// "Zone eu-1a", and "Zone" only once when the name says so already.
fn title_of(boundary: &Boundary) -> String {
    let (name, kind) = (boundary.item.name(), boundary.kind.label());
    if name.to_ascii_lowercase().contains(&kind.to_ascii_lowercase()) {
        sentence(name)
    } else {
        fill("{0} {1}", &[Text(kind), Text(name)])
    }
}

struct Held {
    names: Vec<String>,
    /// Whether some of it was meant to stand in for each other.
    redundant: bool,
    /// Whether some of it also stands elsewhere.
    partly: bool,
}

/// The components held, alternatives taken together: "both application servers", "Orders DB".
fn held(model: &Model, boundary: usize, components: &SortedSet<usize>) -> Held {
    let mut held = Held { names: Vec::new(), redundant: false, partly: false };
    let mut left = components.clone();
    for pool in model.pools.iter().filter(|pool| pool.members.len() > 1) {
        let targets: SortedSet<usize> = pool.members.iter().map(|member| model.connections[*member].to).collect();
        if targets.len() > 1 && targets.iter().all(|target| left.contains(target)) {
            held.redundant = true;
            let mut kinds = targets.iter().map(|target| model.components[*target].kind);
            if let Some(kind) = kinds.next().filter(|first| kinds.all(|kind| kind == *first)) {
                held.names.push(fill("{0} {1}", &[AllOf(targets.len()), Text(&plural(kind.label()))]));
                left.retain(|component| !targets.contains(component));
            }
        }
    }
    for (index, component) in left.iter().map(|index| (*index, &model.components[*index])) {
        let inside = model.placements[index].runs.iter().filter(|run| run.domains.contains(&boundary));
        let inside: u32 = inside.map(|run| run.size).sum();
        if inside < component.instances && !component.is_managed() {
            held.partly = true;
            let values = [Count(inside as usize), Count(component.instances as usize), Text(component.name())];
            held.names.push(fill("{0} of {1} instances of {2}", &values));
        } else if component.instances > 1 && !component.is_managed() {
            held.redundant |= component.instances > component.needed;
            let values = [AllOf(component.instances as usize), Text(component.name())];
            held.names.push(fill("{0} instances of {1}", &values));
        } else {
            held.names.push(component.name().to_owned());
        }
    }
    held
}

/// The plural of a kind's label within a sentence: abbreviations keep their capitals.
fn plural(label: &str) -> String {
    let word = |word: &str| {
        let abbreviation = word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
        if abbreviation { word.to_owned() } else { word.to_ascii_lowercase() }
    };
    let words: Vec<String> = label.split(' ').map(word).collect();
    let singular = words.join(" ");
    match singular.strip_suffix('y') {
        _ if singular.ends_with('S') => singular,
        Some(stem) if !stem.ends_with(['a', 'e', 'o']) => format!("{stem}ies"),
        _ if singular.ends_with(['x', 's']) => format!("{singular}es"),
        _ => format!("{singular}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::plural;

    #[test]
    fn plurals_of_kinds() {
        assert_eq!(
            ["Application server", "SQL database", "API gateway", "Search index", "DNS"].map(plural),
            ["application servers", "SQL databases", "API gateways", "search indexes", "DNS"]
        );
    }
}
