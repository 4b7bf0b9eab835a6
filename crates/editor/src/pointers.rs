//! From raw pointer events to gestures: thresholds, clicks and double clicks, long press, panning
//! buttons and two-finger pinch. Knows nothing of the design.

use kurbo::{Point, Vec2};
use linchpin_document::SortedMap;

use crate::input::{Button, Modifiers, Phase, PointerInput, PointerKind};

/// How far a pointer moves before a press becomes a drag, in screen pixels.
const THRESHOLD_MOUSE: f64 = 4.0;
const THRESHOLD_TOUCH: f64 = 6.0;
/// How long a finger rests before it asks for the context menu, in milliseconds.
const LONG_PRESS: f64 = 500.0;
/// How soon the next click must follow to count as double, in milliseconds.
const DOUBLE_CLICK: f64 = 500.0;
/// How far apart the clicks of a double click may be, in screen pixels.
const DOUBLE_CLICK_REACH: f64 = 8.0;
/// No screen is larger; what lies beyond is a broken event.
const FARTHEST: f64 = 1e5;

/// A pointer at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Touchpoint {
    pub point_in_screen: Point,
    pub modifiers: Modifiers,
    pub kind: PointerKind,
    pub time: f64,
}

/// What the pointers did, in terms of intent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Gesture {
    /// Moves without being pressed.
    Hover(Touchpoint),
    /// Left the canvas.
    Leave,
    /// Went down: a click or a drag follows, or a cancel.
    Press(Touchpoint),
    /// Went up where it went down; the n-th time in quick succession.
    Click(Touchpoint, u8),
    /// Moved past the threshold since `from`.
    DragStart { from: Touchpoint, to: Touchpoint },
    /// Moved on.
    Drag(Touchpoint),
    /// Let go after dragging.
    Drop(Touchpoint),
    /// What was pressed or dragged is off.
    Cancel,
    /// Asks for the context menu: right click or long press.
    Context(Touchpoint),
    /// The picture moves by this many screen pixels.
    Pan(Vec2),
    /// The picture grows by this factor about a screen point.
    Zoom { factor: f64, point_in_screen: Point },
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Doing {
    Nothing,
    Pressed {
        id: i32,
        from: Touchpoint,
    },
    Dragging {
        id: i32,
    },
    /// `asks` while it may still turn out to be a right click.
    Panning {
        id: i32,
        last: Point,
        asks: Option<Touchpoint>,
    },
    Pinching,
    /// Waits until every finger is lifted.
    Spent,
}

/// The pointers on the canvas and what they are doing together.
#[derive(Debug)]
pub(crate) struct Pointers {
    fingers: SortedMap<i32, Point>,
    doing: Doing,
    last_click: Option<(Touchpoint, u8)>,
    /// Whether the primary button pans: the space bar is held.
    pub panning_key: bool,
}

impl Default for Pointers {
    fn default() -> Self {
        Self { fingers: SortedMap::new(), doing: Doing::Nothing, last_click: None, panning_key: false }
    }
}

impl Pointers {
    /// The gestures an event comes to.
    pub fn feed(&mut self, input: &PointerInput) -> Vec<Gesture> {
        let point = input.point_in_screen;
        if !point.is_finite() || point.x.abs() > FARTHEST || point.y.abs() > FARTHEST {
            return if matches!(input.phase, Phase::Up | Phase::Cancel) { self.cancel(input) } else { Vec::new() };
        }
        let at = Touchpoint { point_in_screen: point, modifiers: input.modifiers, kind: input.kind, time: input.time };
        match input.phase {
            Phase::Down => self.down(input, at),
            Phase::Move => self.moved(input.id, at),
            Phase::Up => self.up(input.id, at),
            Phase::Cancel => self.cancel(input),
            Phase::Leave if self.doing == Doing::Nothing => vec![Gesture::Leave],
            Phase::Leave => Vec::new(),
        }
    }

    /// What the passing of time comes to.
    pub fn tick(&mut self, time: f64) -> Option<Gesture> {
        let Doing::Pressed { from, .. } = self.doing else { return None };
        let long = from.kind != PointerKind::Mouse && time - from.time >= LONG_PRESS;
        long.then(|| {
            self.doing = Doing::Spent;
            Gesture::Context(from)
        })
    }

    /// When `tick` is wanted.
    pub fn wake_at(&self) -> Option<f64> {
        match self.doing {
            Doing::Pressed { from, .. } if from.kind != PointerKind::Mouse => Some(from.time + LONG_PRESS),
            _ => None,
        }
    }

    /// Gives up what is under way without waiting for the pointer, say for Escape.
    pub fn give_up(&mut self) {
        if matches!(self.doing, Doing::Pressed { .. } | Doing::Dragging { .. }) {
            self.doing = Doing::Spent;
        }
    }

    /// The next click is the first of its own, for something else was done in between.
    pub fn forget_click(&mut self) {
        self.last_click = None;
    }

    /// Whether the picture is being dragged.
    pub fn is_panning(&self) -> bool {
        matches!(self.doing, Doing::Panning { .. } | Doing::Pinching)
    }

    fn down(&mut self, input: &PointerInput, at: Touchpoint) -> Vec<Gesture> {
        if at.kind == PointerKind::Touch {
            self.fingers.insert(input.id, at.point_in_screen);
            if self.fingers.len() == 2 {
                return self.start_pinch();
            }
        }
        let lost = self.forget_lost(input);
        if self.doing != Doing::Nothing {
            return lost;
        }
        let panning = |asks| Doing::Panning { id: input.id, last: at.point_in_screen, asks };
        match input.button {
            Button::Primary if self.panning_key => self.doing = panning(None),
            Button::Middle => self.doing = panning(None),
            Button::Secondary => self.doing = panning(Some(at)),
            Button::Other => {}
            Button::Primary => {
                self.doing = Doing::Pressed { id: input.id, from: at };
                return lost.into_iter().chain([Gesture::Press(at)]).collect();
            }
        }
        lost
    }

    /// A mouse or pen that goes down again had its release swallowed by the system. Other buttons of
    /// a pressed mouse arrive as moves, so this is never a second button.
    fn forget_lost(&mut self, input: &PointerInput) -> Vec<Gesture> {
        let stale = match self.doing {
            Doing::Pressed { id, .. } | Doing::Dragging { id } => id == input.id,
            Doing::Panning { id, .. } => id == input.id,
            Doing::Spent => self.fingers.keys().all(|id| *id == input.id),
            Doing::Nothing | Doing::Pinching => false,
        };
        if !stale {
            return Vec::new();
        }
        let pressed = matches!(self.doing, Doing::Pressed { .. } | Doing::Dragging { .. });
        self.doing = Doing::Nothing;
        if pressed { vec![Gesture::Cancel] } else { Vec::new() }
    }

    fn start_pinch(&mut self) -> Vec<Gesture> {
        let pressed = matches!(self.doing, Doing::Pressed { .. } | Doing::Dragging { .. });
        self.doing = Doing::Pinching;
        if pressed { vec![Gesture::Cancel] } else { Vec::new() }
    }

    fn moved(&mut self, id: i32, at: Touchpoint) -> Vec<Gesture> {
        if let Some(finger) = self.fingers.get_mut(&id).filter(|_| self.doing != Doing::Pinching) {
            *finger = at.point_in_screen;
        }
        match self.doing {
            Doing::Nothing if at.kind != PointerKind::Touch => vec![Gesture::Hover(at)],
            Doing::Pressed { id: pressed, from } if pressed == id && past_threshold(from, at) => {
                self.doing = Doing::Dragging { id };
                self.last_click = None;
                vec![Gesture::DragStart { from, to: at }]
            }
            Doing::Dragging { id: dragged } if dragged == id => vec![Gesture::Drag(at)],
            Doing::Panning { id: panning, last, asks } if panning == id => {
                if asks.is_some_and(|from| !past_threshold(from, at)) {
                    return Vec::new();
                }
                self.doing = Doing::Panning { id, last: at.point_in_screen, asks: None };
                vec![Gesture::Pan(at.point_in_screen - last)]
            }
            Doing::Pinching if self.fingers.contains_key(&id) => self.pinch(id, at.point_in_screen),
            _ => Vec::new(),
        }
    }

    fn pinch(&mut self, id: i32, point: Point) -> Vec<Gesture> {
        let before = self.span();
        self.fingers.insert(id, point);
        let (Some((middle_before, length_before)), Some((middle, length))) = (before, self.span()) else {
            return Vec::new();
        };
        let factor = length.max(1.0) / length_before.max(1.0);
        vec![Gesture::Pan(middle - middle_before), Gesture::Zoom { factor, point_in_screen: middle }]
    }

    /// The middle of the first two fingers and their distance.
    fn span(&self) -> Option<(Point, f64)> {
        let mut fingers = self.fingers.values();
        let (a, b) = (fingers.next()?, fingers.next()?);
        Some((a.midpoint(*b), a.distance(*b)))
    }

    fn up(&mut self, id: i32, at: Touchpoint) -> Vec<Gesture> {
        self.fingers.remove(&id);
        match self.doing {
            Doing::Pressed { id: pressed, .. } if pressed == id => {
                self.doing = Doing::Nothing;
                vec![Gesture::Click(at, self.count_click(at))]
            }
            Doing::Dragging { id: dragged } if dragged == id => {
                self.doing = Doing::Nothing;
                vec![Gesture::Drop(at)]
            }
            Doing::Panning { id: panning, asks, .. } if panning == id => {
                self.doing = Doing::Nothing;
                asks.map(Gesture::Context).into_iter().collect()
            }
            Doing::Pinching => {
                self.after_pinch();
                Vec::new()
            }
            _ => {
                self.rest();
                Vec::new()
            }
        }
    }

    /// One finger left goes on panning; with a third one lifted the other two go on pinching.
    fn after_pinch(&mut self) {
        self.doing = match self.fingers.first_key_value() {
            Some((id, last)) if self.fingers.len() == 1 => Doing::Panning { id: *id, last: *last, asks: None },
            Some(_) => Doing::Pinching,
            None => Doing::Nothing,
        };
    }

    fn rest(&mut self) {
        if self.doing == Doing::Spent && self.fingers.is_empty() {
            self.doing = Doing::Nothing;
        }
    }

    fn count_click(&mut self, at: Touchpoint) -> u8 {
        let again = self.last_click.filter(|(last, _)| {
            at.time - last.time <= DOUBLE_CLICK
                && at.point_in_screen.distance(last.point_in_screen) <= DOUBLE_CLICK_REACH
        });
        let count = again.map_or(1, |(_, count)| count.saturating_add(1));
        self.last_click = Some((at, count));
        count
    }

    fn cancel(&mut self, input: &PointerInput) -> Vec<Gesture> {
        self.fingers.remove(&input.id);
        match self.doing {
            Doing::Pressed { id, .. } | Doing::Dragging { id } if id == input.id => {
                self.doing = Doing::Nothing;
                vec![Gesture::Cancel]
            }
            Doing::Panning { id, .. } if id == input.id => {
                self.doing = Doing::Nothing;
                Vec::new()
            }
            Doing::Pinching => {
                self.after_pinch();
                Vec::new()
            }
            _ => {
                self.rest();
                Vec::new()
            }
        }
    }
}

fn past_threshold(from: Touchpoint, to: Touchpoint) -> bool {
    let threshold = if to.kind == PointerKind::Touch { THRESHOLD_TOUCH } else { THRESHOLD_MOUSE };
    from.point_in_screen.distance(to.point_in_screen) > threshold
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Hand {
        pointers: Pointers,
        time: f64,
    }

    impl Hand {
        fn new() -> Self {
            Self { pointers: Pointers::default(), time: 0.0 }
        }

        fn send(&mut self, id: i32, kind: PointerKind, phase: Phase, button: Button, x: f64, y: f64) -> Vec<Gesture> {
            self.time += 10.0;
            let point_in_screen = Point::new(x, y);
            let modifiers = Modifiers::NONE;
            self.pointers.feed(&PointerInput { id, kind, phase, button, point_in_screen, modifiers, time: self.time })
        }

        fn mouse(&mut self, phase: Phase, x: f64, y: f64) -> Vec<Gesture> {
            self.send(1, PointerKind::Mouse, phase, Button::Primary, x, y)
        }

        fn finger(&mut self, id: i32, phase: Phase, x: f64, y: f64) -> Vec<Gesture> {
            self.send(id, PointerKind::Touch, phase, Button::Primary, x, y)
        }
    }

    #[test]
    fn four_pixels_are_still_a_click_with_the_mouse_and_six_with_a_finger() {
        let mut hand = Hand::new();
        hand.mouse(Phase::Down, 0.0, 0.0);
        assert_eq!(hand.mouse(Phase::Move, 4.0, 0.0), []);
        assert!(matches!(hand.mouse(Phase::Up, 4.0, 0.0)[..], [Gesture::Click(_, 1)]));
        hand.mouse(Phase::Down, 50.0, 0.0);
        assert!(matches!(hand.mouse(Phase::Move, 54.5, 0.0)[..], [Gesture::DragStart { .. }]));
        hand.mouse(Phase::Up, 54.5, 0.0);
        hand.finger(7, Phase::Down, 0.0, 0.0);
        assert_eq!(hand.finger(7, Phase::Move, 6.0, 0.0), []);
        assert!(matches!(hand.finger(7, Phase::Move, 6.5, 0.0)[..], [Gesture::DragStart { .. }]));
    }

    #[test]
    fn two_quick_clicks_in_one_place_are_a_double_click() {
        let mut hand = Hand::new();
        let mut click = |x: f64| {
            hand.mouse(Phase::Down, x, 0.0);
            match hand.mouse(Phase::Up, x, 0.0)[..] {
                [Gesture::Click(_, count)] => count,
                _ => 0,
            }
        };
        assert_eq!((click(0.0), click(3.0), click(100.0)), (1, 2, 1));
        hand.time += 501.0;
        hand.mouse(Phase::Down, 100.0, 0.0);
        assert!(matches!(hand.mouse(Phase::Up, 100.0, 0.0)[..], [Gesture::Click(_, 1)]));
    }

    #[test]
    fn a_right_click_asks_and_a_right_drag_pans() {
        let mut hand = Hand::new();
        let mut right = |phase, x: f64| hand.send(1, PointerKind::Mouse, phase, Button::Secondary, x, 0.0);
        right(Phase::Down, 0.0);
        assert!(matches!(right(Phase::Up, 2.0)[..], [Gesture::Context(_)]));
        right(Phase::Down, 0.0);
        assert_eq!(right(Phase::Move, 30.0), [Gesture::Pan(Vec2::new(30.0, 0.0))]);
        assert_eq!(right(Phase::Up, 30.0), []);
    }

    #[test]
    fn a_second_finger_cancels_the_drag_and_pinches_about_the_middle() {
        let mut hand = Hand::new();
        hand.finger(1, Phase::Down, 100.0, 100.0);
        hand.finger(1, Phase::Move, 120.0, 100.0);
        assert_eq!(hand.finger(2, Phase::Down, 220.0, 100.0), [Gesture::Cancel]);
        let gestures = hand.finger(2, Phase::Move, 320.0, 100.0);
        assert_eq!(
            gestures,
            [
                Gesture::Pan(Vec2::new(50.0, 0.0)),
                Gesture::Zoom { factor: 2.0, point_in_screen: Point::new(220.0, 100.0) }
            ]
        );
        assert_eq!(hand.finger(1, Phase::Up, 120.0, 100.0), []);
        assert_eq!(hand.finger(2, Phase::Move, 330.0, 100.0), [Gesture::Pan(Vec2::new(10.0, 0.0))]);
        assert_eq!(hand.finger(2, Phase::Up, 330.0, 100.0), []);
        assert!(matches!(hand.finger(3, Phase::Down, 0.0, 0.0)[..], [Gesture::Press(_)]));
    }

    #[test]
    fn a_finger_that_rests_half_a_second_asks_and_then_does_nothing_more() {
        let mut hand = Hand::new();
        hand.finger(1, Phase::Down, 100.0, 100.0);
        let at = hand.pointers.wake_at().unwrap();
        assert_eq!(hand.pointers.tick(at - 1.0), None);
        assert!(matches!(hand.pointers.tick(at), Some(Gesture::Context(_))));
        assert_eq!(hand.finger(1, Phase::Move, 200.0, 100.0), []);
        assert_eq!(hand.finger(1, Phase::Up, 200.0, 100.0), []);
        assert!(matches!(hand.finger(1, Phase::Down, 0.0, 0.0)[..], [Gesture::Press(_)]));
    }

    #[test]
    fn a_lost_release_does_not_leave_the_pointer_stuck() {
        let mut hand = Hand::new();
        hand.mouse(Phase::Down, 0.0, 0.0);
        hand.mouse(Phase::Move, 50.0, 0.0);
        assert!(matches!(hand.mouse(Phase::Down, 0.0, 0.0)[..], [Gesture::Cancel, Gesture::Press(_)]));
        assert_eq!(hand.mouse(Phase::Move, f64::NAN, 0.0), []);
        assert_eq!(hand.mouse(Phase::Up, f64::INFINITY, 0.0), [Gesture::Cancel]);
        assert_eq!(hand.mouse(Phase::Up, 0.0, 0.0), [], "an up without a down");
    }
}
