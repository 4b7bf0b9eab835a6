//! Rules of a design's own: data in the design, never code. Which components a rule is about and what it
//! requires of them are [`conditions`]; what [`holds`](matching) is read off the model.

mod conditions;
mod contradiction;
mod form;
mod matching;
mod number;

use linchpin_catalog::{Property, RecordType, SeveritySetting};
use linchpin_document::{Design, Item, RecordId};
use std::borrow::Cow;

use super::policy::severity_of;
use super::rule::{Heading, Rule};
use super::words::Value::Text;
use super::words::{Words, fill, more};
use crate::facts::Facts;
use crate::report::*;
use conditions::Condition;

pub use form::{OwnCondition, OwnField, OwnValues};

/// What the ids of a design's own rules begin with; the id of the record follows.
const PREFIX: &str = "own.";
/// More rules are not checked, and said not to be.
const MOST_RULES: usize = 100;

/// What is wrong with a rule itself.
const HEADING: Heading = Heading::new("design.unusable-rule", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "A rule of your own that cannot be checked",
    explanation: "Nothing is checked by it until it can be read.",
    detection: "A field or value there is not, a comparison that makes no sense, conditions that can never hold together, \
                or nothing required. The first hundred rules of a design are checked.",
    false_alarms: "The design comes from a later version that knows the field.",
    remedies: "What the finding says. The form under \"Rules of this design\" offers only what can be read; \
               docs/own-rules.md has the language.",
};

/// The rule of the design that goes by this id.
pub(crate) fn rule_of<'a>(design: &'a Design, rule: &str) -> Option<&'a Item> {
    let id = RecordId::parse(rule.strip_prefix(PREFIX)?).ok()?;
    design.get(id).filter(|item| item.record_type == RecordType::Rule)
}

/// What the design's own rules find, and what is wrong with them.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, item) in facts.design.of_type(RecordType::Rule).enumerate() {
        let setting = item.choice(Property::Severity).unwrap_or(SeveritySetting::Warning);
        let Some(severity) = severity_of(setting) else { continue };
        match read(item, index) {
            Ok(rule) => findings.extend(broken(facts, item, severity, &rule)),
            Err(problem) => findings.push(unusable(item, problem)),
        }
    }
    findings
}

/// A rule that can be checked.
struct OwnRule<'a> {
    selects: Vec<Condition<'a>>,
    requires: Vec<Condition<'a>>,
}

fn read(item: &Item, index: usize) -> Result<OwnRule<'_>, String> {
    if index >= MOST_RULES {
        return Err(format!("Only the first {MOST_RULES} rules of a design are checked."));
    }
    let conditions = |property: Property| {
        let text = item.text(property).unwrap_or_default();
        let located = |problem: String| fill("{0}: {1}", &[Text(property.spec().label), Text(&problem)]);
        conditions::read(text).map_err(located)
    };
    let (selects, requires) = (conditions(Property::Selects)?, conditions(Property::Requires)?);
    if requires.is_empty() {
        return Err("It requires nothing. Say what must hold, such as instances>=2.".to_owned());
    }
    let together: Vec<&Condition> = selects.iter().chain(&requires).collect();
    match contradiction::find(&together) {
        Some(problem) => Err(problem),
        None => Ok(OwnRule { selects, requires }),
    }
}

const UNUSABLE: Words = ["The rule {0} cannot be checked", "{1}", "Mend it, or switch it off."];
const BROKEN: Words = ["{0}: {1}", "{1} must have {2}.", "{3}"];

fn unusable(item: &Item, problem: String) -> Finding {
    let name = name(item);
    HEADING.finding(Severity::Warning, &UNUSABLE, &[Text(&name), Text(&problem)], vec![item.id])
}

fn name(item: &Item) -> String {
    let name = item.text(Property::Name).map(str::trim).filter(|name| !name.is_empty());
    name.map_or_else(|| item.id.to_string(), str::to_owned)
}

/// One finding for each component that does not do as required.
fn broken(facts: &Facts, item: &Item, severity: Severity, rule: &OwnRule) -> Vec<Finding> {
    let (heading, name) = (Heading::new(PREFIX, Lens::Responsibility), name(item));
    let remedy = item.text(Property::Content).unwrap_or_default();
    let mut findings = Vec::new();
    for index in 0..facts.model.components.len() {
        let holds = |condition: &&Condition| matching::holds(facts, index, condition);
        if !rule.selects.iter().all(|condition| holds(&condition)) {
            continue;
        }
        let mut missing = String::new();
        for condition in rule.requires.iter().filter(|condition| !holds(condition)) {
            missing += if missing.is_empty() { "" } else { " " };
            missing += condition.text;
        }
        if missing.is_empty() {
            continue;
        }
        let component = &facts.model.components[index];
        let values = [Text(&name), Text(component.name()), Text(&missing), Text(remedy)];
        let finding = heading.finding(severity, &BROKEN, &values, vec![component.item.id, item.id]);
        findings
            .push(Finding { rule: Cow::Owned(fill("{0}{1}", &[Text(PREFIX), Text(&item.id.to_string())])), ..finding });
    }
    more(findings, "components break this rule")
}

#[cfg(test)]
mod tests {
    use crate::{Finding, Query, analyse};
    use linchpin_testkit::design;

    const SHOP: &str = "web:web-client -> lb:load-balancer -> pay:service \"Payments API\" -> db:relational-database
        lb -> search:service \"Search\" instances=3 -> c:cache
        zone za { db }\n";

    fn findings(rule: &str) -> Vec<Finding> {
        let found = analyse(&design(&format!("{SHOP}rule r \"Ours\" {rule}")), &Query::default()).findings;
        found
            .into_iter()
            .filter(|finding| finding.rule.starts_with("own.") || finding.rule == super::HEADING.id)
            .collect()
    }

    /// The components that break a rule.
    #[track_caller]
    fn check(rule: &str, expected: &[&str]) {
        let found = findings(rule);
        let subjects: Vec<String> = found.iter().map(|finding| finding.subjects[0].to_string()).collect();
        assert_eq!(subjects, expected, "{rule}: {:?}", found.first().map(|finding| &finding.explanation));
        assert!(found.iter().all(|finding| finding.rule == "own.r"), "{rule}");
    }

    #[track_caller]
    fn check_unusable(rule: &str, problem: &str) {
        let found = findings(rule);
        assert_eq!(found.len(), 1, "{rule}");
        assert_eq!((&*found[0].rule, found[0].subjects[0].to_string()), ("design.unusable-rule", "r".to_owned()));
        assert_eq!(found[0].explanation, problem, "{rule}");
    }

    #[test]
    fn components_are_selected_by_kind_name_property_neighbour_and_place() {
        check("selects=\"kind=service\" requires=\"instances>=2\"", &["pay"]);
        check("selects=\"name~payments\" requires=\"instances>=2\"", &["pay"]);
        check("selects=\"name~'payments api'\" requires=\"instances>=2\"", &["pay"]);
        check("selects=\"calls=relational-database\" requires=\"instances>=2\"", &["pay"]);
        check("selects=\"called-by=load-balancer kind!=cache\" requires=\"instances>=3\"", &["pay"]);
        check("selects=\"kind=relational-database\" requires=\"inside=region\"", &["db"]);
        check("selects=\"inside=zone\" requires=\"failover=automatic\"", &["db"]);
        check("selects=\"instances>1 instances<4\" requires=\"calls!=cache\"", &["search"]);
        check("selects=\"kind=cache\" requires=\"hit_ratio>=99.5%\"", &["c"]);
        check("selects=\"kind=service\" requires=\"keeps_state=no\"", &[]);
    }

    #[test]
    fn what_is_missing_is_named_and_the_remedy_is_the_rules_own_text() {
        let found = findings(
            "content=\"Ask the platform team.\" severity=critical selects=\"name~pay\" requires=\"instances>=2 calls=cache\"",
        );
        assert_eq!(found[0].title, "Ours: Payments API");
        assert_eq!(found[0].explanation, "Payments API must have instances>=2 calls=cache.");
        assert_eq!((&found[0].remedy[..], found[0].severity), ("Ask the platform team.", crate::Severity::Critical));
        assert!(findings("severity=off requires=\"instances>=2\"").is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_said_where() {
        check_unusable("", "It requires nothing. Say what must hold, such as instances>=2.");
        check_unusable("requires=\"instnces>=2\"", "Requires: there is no field instnces; did you mean instances?");
        check_unusable("requires=\"instances>=many\"", "Requires: instances takes a number, not many.");
        check_unusable(
            "selects=\"kind=databse\" requires=\"instances>=2\"",
            "Applies to: databse is no kind of component.",
        );
        check_unusable("requires=\"failover>automatic\"", "Requires: failover cannot be compared with >.");
        check_unusable(
            "requires=\"failover=perhaps\"",
            "Requires: failover is none, manual or automatic, not perhaps.",
        );
        check_unusable("requires=\"managed=2\"", "Requires: managed is yes or no, not 2.");
        check_unusable("requires=\"instances\"", "Requires: instances says nothing; compare it, as in instances>=2.");
        check_unusable("requires=\"name~'pay\"", "Requires: a quotation mark is not closed.");
        check_unusable("requires=\"inside=kitchen\"", "Requires: kitchen is no kind of boundary.");
    }

    #[test]
    fn contradictions_are_told() {
        check_unusable("requires=\"instances>=3 instances<2\"", "instances>=3 and instances<2 can never both hold.");
        check_unusable(
            "selects=\"kind=cache\" requires=\"kind=service\"",
            "kind=cache and kind=service can never both hold.",
        );
        check_unusable("requires=\"managed=yes managed!=yes\"", "managed=yes and managed!=yes can never both hold.");
        check_unusable("requires=\"instances<1\"", "instances<1 can never hold: it is 1 at least and 10,000 at most.");
        check("selects=\"kind=service\" requires=\"calls=cache calls=relational-database\"", &["pay", "search"]);
    }

    #[test]
    fn names_in_any_script_and_texts_without_sense() {
        check("selects=\"name~日本\" requires=\"instances>=2\"", &[]);
        for text in ["=", ">=", "====", "a=b=c", "~~", "日本=1", "instances>=99999999999999999999999", "hit_ratio>=%"]
        {
            assert_eq!(findings(&format!("requires=\"{text}\"")).len(), 1, "{text}");
        }
    }

    #[test]
    fn hundreds_of_rules_and_of_findings_are_summed_up() {
        let rules: String = (0..150).map(|n| format!("rule r{n} \"R\" requires=\"instances>=2\"\n")).collect();
        let services: String = (0..200).map(|n| format!("s{n}:service\n")).collect();
        let found = analyse(&design(&format!("{services}{rules}")), &Query::default()).findings;
        assert!(found.len() < 100 * 32 + 60);
        assert_eq!(found.iter().filter(|finding| finding.rule == super::HEADING.id).count(), 50);
    }
}
