//! How many studies are computed at once.

use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

/// Turns to compute, handed out in the order of asking. What draws and analyses needs the processor too.
#[derive(Clone)]
pub struct Turns(Rc<RefCell<State>>);

struct State {
    free: usize,
    waiting: VecDeque<Box<dyn FnOnce(Turn)>>,
}

/// The right to compute; it goes to the next in line when this is dropped.
pub struct Turn(Turns);

impl Turns {
    /// So many at a time.
    pub fn new(free: usize) -> Self {
        Self(Rc::new(RefCell::new(State { free, waiting: VecDeque::new() })))
    }

    /// Calls back with a turn, now or later. Who no longer wants it drops it.
    pub fn wait(&self, then: impl FnOnce(Turn) + 'static) {
        self.0.borrow_mut().waiting.push_back(Box::new(then));
        self.hand_out();
    }

    fn hand_out(&self) {
        let mut state = self.0.borrow_mut();
        if state.free == 0 {
            return;
        }
        if let Some(next) = state.waiting.pop_front() {
            state.free -= 1;
            drop(state);
            next(Turn(self.clone()));
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.0.borrow_mut().free += 1;
        // Not yet: who is next may be about to hear that its question is worthless as well.
        let turns = self.0.clone();
        Timeout::new(0, move || turns.hand_out()).forget();
    }
}
