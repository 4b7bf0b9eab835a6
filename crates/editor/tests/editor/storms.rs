//! Any sequence of inputs: nothing panics, the design stays sound, undoing everything restores the start.

use crate::driver::Driver;
use kurbo::{Point, Size, Vec2};
use linchpin_catalog::{BoundaryKind, ComponentKind, Property, RecordType};
use linchpin_document::{Design, Value};
use linchpin_editor::{
    Button, Camera, Command, Input, KeyInput, Modifiers, Phase, Placeable, PointerInput, PointerKind, Request, ToolKind,
};
use proptest::prelude::*;

const DESIGN: &str = "
    region eu position=60,60 size=900x600 { za zb }
    zone za position=100,120 size=360x400 { lb api }
    zone zb position=520,120 size=360x400 { db }
    web:web-client position=140,700 -> lb:load-balancer position=160,180 -> api:service position=160,380
    api -> db:relational-database position=580,280
    note n1 \"Later\" position=1000,100
    text t1 \"Title\" position=1000,400
";

#[derive(Debug, Clone)]
enum Act {
    Send(Input),
    DraftLabel(usize, String),
    CommitLabel(usize, String),
    Property(usize, f64, bool),
    Append(usize, Option<(f64, f64)>),
    Replace(usize),
    Connect(usize, usize),
    PasteLast(Option<(f64, f64)>),
}

fn coordinate() -> impl Strategy<Value = f64> {
    prop_oneof![30 => 0.0..1200.0f64, 1 => prop::num::f64::ANY, 1 => -1e7..1e7f64]
}

fn point() -> impl Strategy<Value = Point> {
    // Mostly on a few places, so that drags start on things and end on others.
    let known = prop::sample::select(vec![
        (240.0, 210.0),
        (326.0, 210.0),
        (240.0, 410.0),
        (660.0, 310.0),
        (100.0, 300.0),
        (130.0, 136.0),
        (60.0, 500.0),
        (220.0, 730.0),
        (1090.0, 160.0),
        (1090.0, 412.0),
        (1180.0, 220.0),
        (300.0, 600.0),
        (500.0, 340.0),
    ]);
    prop_oneof![
        3 => known.prop_map(Point::from),
        2 => (coordinate(), coordinate()).prop_map(Point::from),
    ]
}

fn modifiers() -> impl Strategy<Value = Modifiers> {
    prop_oneof![
        4 => Just(Modifiers::NONE),
        1 => (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(shift, alt, primary)| Modifiers { shift, alt, primary }),
    ]
}

fn pointer() -> impl Strategy<Value = Input> {
    let phase = prop::sample::select(vec![
        Phase::Down,
        Phase::Down,
        Phase::Move,
        Phase::Move,
        Phase::Move,
        Phase::Up,
        Phase::Up,
        Phase::Cancel,
        Phase::Leave,
    ]);
    let kind = prop::sample::select(vec![PointerKind::Mouse, PointerKind::Mouse, PointerKind::Touch, PointerKind::Pen]);
    let button = prop::sample::select(vec![
        Button::Primary,
        Button::Primary,
        Button::Primary,
        Button::Primary,
        Button::Middle,
        Button::Secondary,
        Button::Other,
    ]);
    (1..3i32, kind, phase, button, point(), modifiers(), 0.0..1e5f64).prop_map(
        |(id, kind, phase, button, point_in_screen, modifiers, time)| {
            let id = if kind == PointerKind::Touch { id + 10 } else { 1 };
            Input::Pointer(PointerInput { id, kind, phase, button, point_in_screen, modifiers, time })
        },
    )
}

fn placeable() -> impl Strategy<Value = Placeable> {
    prop::sample::select(vec![
        Placeable::Component(ComponentKind::Service),
        Placeable::Component(ComponentKind::Cache),
        Placeable::Boundary(BoundaryKind::Zone),
        Placeable::Note,
        Placeable::Text,
    ])
}

fn key() -> impl Strategy<Value = Input> {
    let known: Vec<KeyInput> = Command::all()
        .iter()
        .flat_map(|spec| spec.shortcuts)
        .map(|shortcut| KeyInput {
            key: shortcut.key.into(),
            modifiers: Modifiers { shift: shortcut.shift, alt: shortcut.alt, primary: shortcut.primary },
            ..KeyInput::default()
        })
        .collect();
    let other = (".{0,3}", modifiers()).prop_map(|(key, modifiers)| KeyInput { key, modifiers, ..KeyInput::default() });
    prop_oneof![6 => prop::sample::select(known), 1 => other].prop_map(Input::KeyDown)
}

fn input() -> impl Strategy<Value = Input> {
    let command = prop::sample::select(Command::all().iter().map(|spec| spec.command).collect::<Vec<_>>());
    let tool = placeable().prop_map(|what| Input::Command(Command::Tool(ToolKind::Place(what))));
    let wheel = (coordinate(), coordinate(), point(), modifiers()).prop_map(|(x, y, point_in_screen, modifiers)| {
        Input::Wheel { delta: Vec2::new(x, y), point_in_screen, modifiers }
    });
    let carried = || (placeable(), point(), modifiers());
    prop_oneof![
        14 => pointer(),
        4 => key(),
        3 => command.prop_map(Input::Command),
        1 => tool,
        1 => wheel,
        1 => (prop::num::f64::ANY, point()).prop_map(|(factor, point_in_screen)| Input::Pinch { factor, point_in_screen }),
        1 => carried().prop_map(|(what, point_in_screen, modifiers)| Input::Carry { what, point_in_screen, modifiers }),
        1 => carried().prop_map(|(what, point_in_screen, modifiers)| Input::Drop { what, point_in_screen, modifiers }),
        1 => Just(Input::CarryCancel),
        1 => Just(Input::Blur),
        1 => (coordinate(), coordinate()).prop_map(|(width, height)| Input::Resize(Size::new(width, height))),
        1 => coordinate().prop_map(Input::Tick),
    ]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        20 => input().prop_map(Act::Send),
        1 => (0..20usize, ".{0,5}").prop_map(|(index, text)| Act::DraftLabel(index, text)),
        1 => (0..20usize, ".{0,5}").prop_map(|(index, text)| Act::CommitLabel(index, text)),
        1 => (0..20usize, prop::num::f64::ANY, any::<bool>()).prop_map(|(index, value, draft)| Act::Property(index, value, draft)),
        1 => (0..20usize, prop::option::of((coordinate(), coordinate()))).prop_map(|(index, at)| Act::Append(index, at)),
        1 => (0..20usize).prop_map(Act::Replace),
        1 => (0..20usize, 0..20usize).prop_map(|(a, b)| Act::Connect(a, b)),
        1 => prop::option::of((coordinate(), coordinate())).prop_map(Act::PasteLast),
    ]
}

fn perform(driver: &mut Driver, act: Act) {
    let ids: Vec<_> = driver.design().items().map(|item| item.id).collect();
    let id = |index: usize| ids[index % ids.len()];
    let effects = match act {
        Act::Send(input) => driver.editor.dispatch(input),
        Act::DraftLabel(index, text) => driver.editor.draft_label(id(index), &text),
        Act::CommitLabel(index, text) => driver.editor.commit_label(id(index), &text),
        Act::Property(index, value, draft) => {
            let value = Some(Value::Number(value));
            let result = match draft {
                true => driver.editor.draft_property(&[id(index)], Property::Instances, value),
                false => driver.editor.commit_property(&[id(index)], Property::Instances, value),
            };
            result.unwrap_or_default()
        }
        Act::Append(index, at) => driver.editor.append(id(index), ComponentKind::Service, at.map(Point::from)),
        Act::Replace(index) => driver.editor.replace(&[id(index)], ComponentKind::Cache),
        Act::Connect(a, b) => driver.editor.connect(id(a), id(b)),
        Act::PasteLast(at) => {
            let copied = driver.requests.iter().rev().find_map(|request| match request {
                Request::Copy(fragment) => Some(fragment.clone()),
                _ => None,
            });
            driver.editor.paste(&copied.unwrap_or_default(), at.map(Point::from))
        }
    };
    driver.note(effects);
    driver.editor.overlay();
    driver.editor.context_pad();
    driver.editor.cursor();
}

fn check(driver: &Driver) {
    let (design, camera) = (driver.design(), driver.editor.camera());
    assert!(camera.origin_in_world.is_finite() && Camera::ZOOM_RANGE.contains(&camera.zoom));
    for id in driver.editor.selection().ids() {
        assert!(design.get(*id).is_some(), "{id} is selected but not there");
    }
    for item in design.items().filter(|item| item.is_placed()) {
        assert_eq!(
            driver.editor.scene().frame(item.id).is_some(),
            item.record_type != RecordType::Connection,
            "{item:?}"
        );
    }
    assert_eq!(*design, rebuilt(driver), "the design shown is what document and draft say");
}

/// The design worked out from nothing.
fn rebuilt(driver: &Driver) -> Design {
    let replica = driver.editor.replica();
    let mut fresh = linchpin_document::Replica::from_document(replica.document().clone());
    fresh.set_draft(replica.draft().clone());
    fresh.design().clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_storm_leaves_a_sound_design_that_can_be_undone(acts in prop::collection::vec(act(), 1..80)) {
        let mut driver = Driver::of(DESIGN);
        let before = driver.design().clone();
        for act in acts {
            perform(&mut driver, act);
            check(&driver);
        }
        driver.send(Input::Blur).key("Escape").key("Escape").key("Escape");
        while driver.editor.replica().can_undo() {
            driver.undo();
        }
        prop_assert_eq!(driver.design(), &before);
    }

    #[test]
    fn a_gesture_that_is_given_up_leaves_no_trace(acts in prop::collection::vec(pointer(), 1..20), shift in modifiers()) {
        let mut driver = Driver::of(DESIGN);
        driver.hold(shift);
        for act in acts {
            let before = (driver.editor.replica().document().clone(), driver.editor.replica().can_undo());
            let effects = driver.editor.dispatch(act);
            if effects.ops.is_empty() {
                prop_assert_eq!(driver.editor.replica().document(), &before.0);
            }
        }
        let before = driver.editor.replica().document().clone();
        driver.key("Escape").key("Escape");
        prop_assert!(driver.editor.replica().draft().is_empty());
        prop_assert_eq!(driver.editor.replica().document(), &before);
    }
}
