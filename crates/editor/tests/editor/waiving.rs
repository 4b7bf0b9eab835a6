//! Findings that are accepted.

use linchpin_catalog::{Property, RecordType};
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
