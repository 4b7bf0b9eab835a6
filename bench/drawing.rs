//! What drawing takes: following a hand, painting, finding what lies under a pointer.

use std::hint::black_box;

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_document::{Replica, SortedSet};
use linchpin_editor::{Button, Command, Editor, Input, Modifiers, Phase, PointerInput, PointerKind};
use linchpin_scene::layout::place_in_layers;
use linchpin_scene::{Overlay, Scene, TypicalWidths, View, Which};

use crate::designs::{grid, knot, place_in_grid, square};
use crate::measures::{FRAME, Measure, SIZES, UP_TO_A_THOUSAND};

/// Everything about drawing that is measured.
pub const MEASURES: &[Measure] = &[
    Measure {
        name: "a scene of a whole design",
        sizes: SIZES,
        prepare: |size| {
            let replica = grid(size);
            Box::new(move || drop(black_box(scene(&replica))))
        },
        wanted: &[],
    },
    Measure {
        name: "a scene of four hundred components and so many connectors",
        sizes: SIZES,
        prepare: |connections| {
            let replica = knot(connections);
            Box::new(move || drop(black_box(scene(&replica))))
        },
        wanted: &[],
    },
    Measure {
        name: "a step of a drag of one component with twelve connectors",
        sizes: SIZES,
        prepare: |size| Hand::holding(size, false).moving(),
        wanted: &[(1_000, FRAME), (10_000, FRAME)],
    },
    Measure {
        name: "a step of a drag of everything",
        sizes: SIZES,
        prepare: |size| Hand::holding(size, true).moving(),
        wanted: &[],
    },
    Measure {
        name: "painting what a screen shows at full size",
        sizes: SIZES,
        prepare: |size| painting(size, 1.0),
        wanted: &[(1_000, FRAME)],
    },
    Measure {
        name: "painting everything, small",
        sizes: SIZES,
        prepare: |size| painting(size, 0.04),
        wanted: &[(1_000, FRAME)],
    },
    Measure { name: "places for a design without any", sizes: UP_TO_A_THOUSAND, prepare: layout, wanted: &[] },
    Measure { name: "what lies under a pointer", sizes: SIZES, prepare: hit_test, wanted: &[] },
    Measure { name: "deleting everything, and undoing it", sizes: SIZES, prepare: delete_and_undo, wanted: &[] },
];

const SCREEN: Size = Size::new(1440.0, 900.0);

fn scene(replica: &Replica) -> Scene {
    Scene::of(replica.design(), Box::new(TypicalWidths))
}

fn painting(size: usize, zoom: f64) -> Box<dyn FnMut()> {
    let scene = scene(&grid(size));
    let visible_in_world = Rect::from_center_size(place_in_grid(size / 2, size), SCREEN / zoom);
    let (view, overlay, nothing) = (View { visible_in_world, zoom }, Overlay::default(), SortedSet::new());
    Box::new(move || drop(black_box(scene.paint(&view, &overlay, Which::Static { without: &nothing }))))
}

fn layout(size: usize) -> Box<dyn FnMut()> {
    let design = square(size);
    Box::new(move || drop(black_box(place_in_layers(black_box(&design)))))
}

fn hit_test(size: usize) -> Box<dyn FnMut()> {
    let scene = scene(&grid(size));
    let point = place_in_grid(size / 2, size) + Vec2::new(200.0, 30.0);
    Box::new(move || _ = black_box(scene.hit_test(black_box(point), 8.0)))
}

fn delete_and_undo(size: usize) -> Box<dyn FnMut()> {
    let mut editor = editor(size);
    Box::new(move || {
        for command in [Command::SelectAll, Command::Delete, Command::Undo] {
            drop(black_box(editor.dispatch(Input::Command(command))));
        }
    })
}

fn editor(size: usize) -> Editor {
    let opened = Replica::from_document(grid(size).document().clone());
    let mut editor = Editor::new(opened, Box::new(TypicalWidths));
    drop(editor.dispatch(Input::Resize(SCREEN)));
    editor
}

/// A mouse in the middle of the screen, with its button pressed on the component in the middle of the grid.
struct Hand {
    editor: Editor,
    at: Point,
    steps: u32,
}

impl Hand {
    fn holding(size: usize, everything: bool) -> Self {
        let mut editor = editor(size);
        if everything {
            drop(editor.dispatch(Input::Command(Command::SelectAll)));
        }
        let middle = place_in_grid(size / 2, size) + Vec2::new(84.0, 30.0);
        let at = SCREEN.to_rect().center();
        // The wheel turns only so far at once.
        for _ in 0..20 {
            let delta = editor.camera().screen_from_world(middle) - at;
            drop(editor.dispatch(Input::Wheel { delta, point_in_screen: at, modifiers: Modifiers::NONE }));
        }
        let mut hand = Self { editor, at, steps: 0 };
        hand.point(Phase::Down, Vec2::ZERO);
        hand
    }

    fn point(&mut self, phase: Phase, by: Vec2) {
        self.steps += 1;
        drop(black_box(self.editor.dispatch(Input::Pointer(PointerInput {
            id: 1,
            kind: PointerKind::Mouse,
            phase,
            button: Button::Primary,
            point_in_screen: self.at + by,
            modifiers: Modifiers::NONE,
            time: f64::from(self.steps) * 16.0,
        }))));
    }

    fn moving(mut self) -> Box<dyn FnMut()> {
        Box::new(move || {
            // So far from step to step that it is snapped somewhere else.
            let step = f64::from(self.steps);
            self.point(Phase::Move, Vec2::new(10.0 + step * 37.0 % 190.0, 10.0 + step * 23.0 % 97.0));
        })
    }
}
