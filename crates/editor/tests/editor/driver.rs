//! A hand and a keyboard for tests: sends what a browser would send.

use kurbo::{Point, Size, Vec2};
use linchpin_document::{Design, Item, Op, RecordId, Replica};
use linchpin_editor::{
    Button, Command, Editor, Effects, Input, KeyInput, Modifiers, Notice, Phase, PointerInput, PointerKind, Request,
};
use linchpin_scene::TypicalWidths;
use linchpin_testkit::id;

/// An editor with a 1200 x 800 viewport; at first screen and world coordinates are the same.
pub struct Driver {
    pub editor: Editor,
    pub modifiers: Modifiers,
    pub requests: Vec<Request>,
    pub ops: Vec<Op>,
    pub last: Effects,
    pointer: Point,
    time: f64,
}

impl Driver {
    /// With a fixture as its design, as if just opened: nothing to undo.
    pub fn of(fixture: &str) -> Self {
        let opened = Replica::from_document(linchpin_testkit::replica(fixture).document().clone());
        let editor = Editor::new(opened, Box::new(TypicalWidths));
        let mut driver = Self {
            editor,
            modifiers: Modifiers::NONE,
            requests: Vec::new(),
            ops: Vec::new(),
            last: Effects::default(),
            pointer: Point::ZERO,
            time: 0.0,
        };
        driver.send(Input::Resize(Size::new(1200.0, 800.0)));
        driver
    }

    pub fn send(&mut self, input: Input) -> &mut Self {
        let effects = self.editor.dispatch(input);
        self.note(effects)
    }

    /// Takes in the effects of a direct call.
    pub fn note(&mut self, effects: Effects) -> &mut Self {
        self.requests.extend(effects.requests.iter().cloned());
        self.ops.extend(effects.ops.iter().cloned());
        self.last = effects;
        self
    }

    pub fn pointer(
        &mut self,
        pointer: i32,
        kind: PointerKind,
        phase: Phase,
        button: Button,
        at: (f64, f64),
    ) -> &mut Self {
        self.time += 20.0;
        self.pointer = at.into();
        self.send(Input::Pointer(PointerInput {
            id: pointer,
            kind,
            phase,
            button,
            point_in_screen: at.into(),
            modifiers: self.modifiers,
            time: self.time,
        }))
    }

    pub fn down(&mut self, x: f64, y: f64) -> &mut Self {
        self.pointer(1, PointerKind::Mouse, Phase::Down, Button::Primary, (x, y))
    }

    pub fn move_to(&mut self, x: f64, y: f64) -> &mut Self {
        self.pointer(1, PointerKind::Mouse, Phase::Move, Button::Primary, (x, y))
    }

    pub fn up(&mut self) -> &mut Self {
        let at = (self.pointer.x, self.pointer.y);
        self.pointer(1, PointerKind::Mouse, Phase::Up, Button::Primary, at)
    }

    pub fn click(&mut self, x: f64, y: f64) -> &mut Self {
        // Later than a double click could follow.
        self.time += 1000.0;
        self.move_to(x, y).down(x, y).up()
    }

    pub fn double_click(&mut self, x: f64, y: f64) -> &mut Self {
        self.click(x, y).down(x, y).up()
    }

    pub fn drag(&mut self, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        self.drag_on(from, to).up()
    }

    /// As [`Self::drag`] but without letting go.
    pub fn drag_on(&mut self, from: (f64, f64), to: (f64, f64)) -> &mut Self {
        let middle = Point::from(from).midpoint(to.into());
        self.time += 1000.0;
        self.move_to(from.0, from.1).down(from.0, from.1).move_to(middle.x, middle.y).move_to(to.0, to.1)
    }

    pub fn finger(&mut self, finger: i32, phase: Phase, x: f64, y: f64) -> &mut Self {
        self.pointer(finger, PointerKind::Touch, phase, Button::Primary, (x, y))
    }

    pub fn wheel(&mut self, dx: f64, dy: f64, x: f64, y: f64) -> &mut Self {
        let modifiers = self.modifiers;
        self.send(Input::Wheel { delta: Vec2::new(dx, dy), point_in_screen: Point::new(x, y), modifiers })
    }

    pub fn tick(&mut self, milliseconds: f64) -> &mut Self {
        self.time += milliseconds;
        let time = self.time;
        self.send(Input::Tick(time))
    }

    pub fn hold(&mut self, modifiers: Modifiers) -> &mut Self {
        self.modifiers = modifiers;
        let key = KeyInput { key: "Shift".into(), modifiers, ..KeyInput::default() };
        self.send(Input::KeyDown(key))
    }

    pub fn release(&mut self) -> &mut Self {
        self.modifiers = Modifiers::NONE;
        self.send(Input::KeyUp(KeyInput { key: "Shift".into(), ..KeyInput::default() }))
    }

    /// Presses keys such as `"v"`, `"primary+shift+z"`, `"alt+ArrowLeft"`.
    pub fn key(&mut self, keys: &str) -> &mut Self {
        let mut modifiers = self.modifiers;
        let mut key = keys;
        while let Some((held, rest)) = key.split_once('+').filter(|(held, rest)| !held.is_empty() && !rest.is_empty()) {
            match held {
                "primary" => modifiers.primary = true,
                "shift" => modifiers.shift = true,
                "alt" => modifiers.alt = true,
                other => panic!("no such modifier: {other}"),
            }
            key = rest;
        }
        let input = KeyInput { key: key.into(), modifiers, ..KeyInput::default() };
        self.send(Input::KeyDown(input.clone())).send(Input::KeyUp(input))
    }

    pub fn command(&mut self, command: Command) -> &mut Self {
        self.send(Input::Command(command))
    }

    pub fn design(&self) -> &Design {
        self.editor.design()
    }

    pub fn item(&self, name: &str) -> &Item {
        self.design().get(id(name)).unwrap_or_else(|| panic!("{name} is not there"))
    }

    pub fn at(&self, name: &str) -> (f64, f64) {
        let position = self.item(name).position();
        (position.x, position.y)
    }

    pub fn parent(&self, name: &str) -> Option<String> {
        self.design().parent(id(name)).map(|parent| parent.to_string())
    }

    pub fn selected(&self) -> Vec<String> {
        self.editor.selection().ids().iter().map(ToString::to_string).collect()
    }

    pub fn the_selected(&self) -> &Item {
        let id = self.editor.selection().single().expect("just one thing is selected");
        self.design().get(id).expect("what is selected is there")
    }

    /// Every connection as `from -> to`, by the names shown.
    pub fn connections(&self) -> Vec<String> {
        let name = |id: RecordId| self.design().get(id).map(|item| item.name().to_owned()).unwrap_or_default();
        let mut all: Vec<String> =
            self.design().connections().map(|(_, from, to)| format!("{} -> {}", name(from), name(to))).collect();
        all.sort();
        all
    }

    pub fn notices(&self) -> Vec<&Notice> {
        let notices = self.requests.iter().filter_map(|request| match request {
            Request::Notice(notice) => Some(notice),
            _ => None,
        });
        notices.collect()
    }

    pub fn undo(&mut self) -> &mut Self {
        self.command(Command::Undo)
    }

    pub fn redo(&mut self) -> &mut Self {
        self.command(Command::Redo)
    }
}

/// That what `act` does is one undo step, and that undo and redo restore the design exactly.
pub fn is_one_step(driver: &mut Driver, act: impl FnOnce(&mut Driver)) {
    let before = driver.design().clone();
    act(driver);
    let after = driver.design().clone();
    assert_ne!(before, after, "nothing happened");
    driver.undo();
    assert_eq!(*driver.design(), before, "undo restores exactly");
    driver.redo();
    assert_eq!(*driver.design(), after, "redo restores exactly");
}
