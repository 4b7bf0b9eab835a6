//! What a design says of rules.

use linchpin_catalog::{Property, RecordType, SeveritySetting};
use linchpin_editor::{Command, Editor, Input};
use linchpin_testkit::{id, replica};

fn editor() -> Editor {
    Editor::new(replica("app:service -> db:relational-database"), Box::new(linchpin_scene::TypicalWidths))
}

fn accepted(editor: &Editor) -> Vec<(Option<&str>, Option<&str>)> {
    let waivers = editor.design().of_type(RecordType::Waiver);
    waivers.map(|waiver| (waiver.text(Property::RuleId), waiver.text(Property::Reason))).collect()
}

#[test]
fn what_a_rule_finds_is_accepted_and_taken_back_each_as_one_step() {
    let mut editor = editor();
    let rule = "failure.single-point";
    editor.waive(rule, Some(id("db")), "A prototype").unwrap();
    assert_eq!(accepted(&editor), [(Some(rule), Some("A prototype"))]);
    editor.unwaive(rule, Some(id("app")));
    assert_eq!(accepted(&editor).len(), 1, "it was about something else");
    editor.unwaive(rule, Some(id("db")));
    assert!(accepted(&editor).is_empty());
    editor.dispatch(Input::Command(Command::Undo));
    assert_eq!(accepted(&editor).len(), 1);
    editor.dispatch(Input::Command(Command::Undo));
    assert!(accepted(&editor).is_empty());
}

#[test]
fn taking_one_back_ends_a_waiver_for_all_too() {
    let mut editor = editor();
    editor.waive("failure.single-point", None, "A prototype").unwrap();
    editor.unwaive("failure.single-point", Some(id("db")));
    assert!(accepted(&editor).is_empty());
}

fn severities(editor: &Editor) -> Vec<(Option<&str>, Option<&str>)> {
    let overrides = editor.design().of_type(RecordType::Override);
    overrides.map(|item| (item.text(Property::RuleId), item.text(Property::Severity))).collect()
}

#[test]
fn how_much_a_rule_matters_is_one_record_however_often_it_is_changed() {
    let mut editor = editor();
    let rule = "failure.single-point";
    editor.set_severity(rule, Some(SeveritySetting::Info));
    editor.set_severity(rule, Some(SeveritySetting::Off));
    assert_eq!(severities(&editor), [(Some(rule), Some("off"))]);
    editor.dispatch(Input::Command(Command::Undo));
    assert_eq!(severities(&editor), [(Some(rule), Some("info"))]);
    editor.set_severity(rule, None);
    assert!(severities(&editor).is_empty());
    assert_eq!(editor.set_severity(rule, None).ops.len(), 0, "there is nothing to take back");
}

#[test]
fn of_several_records_about_one_rule_one_is_left() {
    let fixture = "a:service\noverride o1 \"load.memory\" severity=info\noverride o2 \"load.memory\" severity=off";
    let mut editor = Editor::new(replica(fixture), Box::new(linchpin_scene::TypicalWidths));
    editor.set_severity("load.memory", Some(SeveritySetting::Critical));
    assert_eq!(severities(&editor), [(Some("load.memory"), Some("critical"))]);
}

#[test]
fn rules_of_ones_own_are_added_behind_the_others_and_removed() {
    let mut editor = editor();
    editor.add_rule();
    editor.add_rule();
    let rules = linchpin_editor::listed(editor.design(), RecordType::Rule);
    assert_eq!(rules.len(), 2);
    let first = editor.design().get(rules[0]).unwrap();
    assert_eq!(
        (first.text(Property::Selects), first.text(Property::Requires)),
        (Some("kind=service"), Some("instances>=2"))
    );
    editor.remove_listed(rules[0]);
    editor.remove_listed(id("db"));
    assert_eq!(linchpin_editor::listed(editor.design(), RecordType::Rule), [rules[1]]);
    assert!(editor.design().get(id("db")).is_some(), "what is drawn is not removed this way");
}
