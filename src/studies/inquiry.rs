//! A question that is asked again whenever its answer may have changed.

use gloo_timers::callback::Timeout;
use linchpin_studies::{Answer, Progress, Reply, Request, decode, encode};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_split_helpers::wasm_split;

use super::turns::{Turn, Turns};
use crate::later::{Lost, with_part};
use crate::worker::{Program, Worker};

/// How long the design must be quiet before it is asked about, in milliseconds.
const QUIET: u32 = 250;
/// What takes longer than this shows that it is under way.
const SLOW: u32 = 400;

/// How far the last answer is about what is drawn now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is about exactly this.
    Current,
    /// It is about an earlier design, and a newer one will be asked for only by hand.
    Outdated,
    /// A newer one will be asked for, or comes within a moment.
    Due,
    /// A newer one is being computed, and that takes a while.
    Computing,
    /// The computation was cancelled.
    Cancelled,
    /// The computation broke off.
    Failed,
    /// The program that computes it could not be loaded.
    Unreachable,
}

/// How the page takes part.
pub struct Listener {
    /// Says what to ask now; nothing while the design is being dragged.
    pub on_ask: Box<dyn Fn() -> Option<Request>>,
    /// The answer is on its way.
    pub on_progress: Box<dyn Fn(Progress)>,
    /// The answer arrived, with the milliseconds it took to compute; nothing where there was nothing to ask.
    pub on_answer: Box<dyn Fn(Option<Answer>, f64)>,
    /// How far the answer can be trusted changed.
    pub on_standing: Box<dyn Fn(Standing)>,
}

/// Reads what the worker sends.
type Read = fn(&[u8]) -> Option<Reply>;

/// Nobody needs to read answers before somebody asks.
#[wasm_split(answers, fallible)]
fn reading() -> Result<Read, Lost> {
    Ok(|bytes| decode(bytes))
}

/// The connection to a worker that answers one question.
#[derive(Clone)]
pub struct Inquiry(Rc<RefCell<State>>);

struct State {
    /// What the worker is called in the browser's tools.
    name: &'static str,
    listener: Rc<Listener>,
    /// Whose turn it is; nothing for what somebody waits for.
    turns: Option<Turns>,
    /// The right to compute, from before the worker is started until it has answered.
    turn: Option<Turn>,
    worker: Option<Worker>,
    /// Whether the worker has been loaded.
    ready: bool,
    /// What the worker is asked once it is ready.
    held: Option<Request>,
    /// The request being answered.
    posted: Option<u32>,
    number: u32,
    timer: Option<Timeout>,
}

impl Inquiry {
    /// Starts nothing yet. With `turns` it computes only when it is its turn.
    pub fn new(name: &'static str, turns: Option<Turns>, listener: Listener) -> Self {
        let (listener, turn, worker, held, posted, timer) = (Rc::new(listener), None, None, None, None, None);
        let state = State { name, listener, turns, turn, worker, ready: false, held, posted, number: 0, timer };
        Self(Rc::new(RefCell::new(state)))
    }

    /// What is being computed is worthless now: asks again once all has been quiet for a moment.
    pub fn ask_later(&self) {
        self.stop();
        self.tell(Standing::Due);
        self.later(QUIET, Self::ask);
    }

    /// Asks now, or as soon as nothing is dragged.
    pub fn ask(&self) {
        self.stop();
        let listener = self.0.borrow().listener.clone();
        let Some(mut request) = (listener.on_ask)() else { return self.later(QUIET, Self::ask) };
        self.tell(Standing::Due);
        let mut state = self.0.borrow_mut();
        state.number = state.number.wrapping_add(1);
        request.number = state.number;
        state.held = Some(request);
        let turns = state.turns.clone();
        drop(state);
        self.later(SLOW, |inquiry| inquiry.tell(Standing::Computing));
        match turns {
            Some(turns) => self.wait(&turns),
            None => self.proceed(),
        }
    }

    /// Proceeds when it is this one's turn, if there still is something to ask then.
    fn wait(&self, turns: &Turns) {
        let (weak, number) = (Rc::downgrade(&self.0), self.0.borrow().number);
        turns.wait(move |turn| {
            let Some(state) = weak.upgrade() else { return };
            if state.borrow().number == number && state.borrow().held.is_some() {
                state.borrow_mut().turn = Some(turn);
                Self(state).proceed();
            }
        });
    }

    fn proceed(&self) {
        let started = self.0.borrow().worker.is_some();
        if started {
            return self.post();
        }
        let weak = Rc::downgrade(&self.0);
        with_part(Box::pin(reading()), move |read| {
            let Some(inquiry) = weak.upgrade().map(Self) else { return };
            // Meanwhile it may have been given up, or started by a later question.
            if inquiry.0.borrow().held.is_none() || inquiry.0.borrow().worker.is_some() {
                return;
            }
            match read.is_ok_and(|read| inquiry.start(read)) {
                true => inquiry.post(),
                false => inquiry.lost(),
            }
        });
    }

    /// Gives up what is being computed, which leaves the last answer standing like this.
    pub fn end(&self, standing: Standing) {
        self.stop();
        self.tell(standing);
    }

    /// There is nothing to ask.
    pub fn settle(&self) {
        self.stop();
        let listener = self.0.borrow().listener.clone();
        (listener.on_answer)(None, 0.0);
        (listener.on_standing)(Standing::Current);
    }

    fn start(&self, read: Read) -> bool {
        let (received, lost) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0));
        let receive = move |bytes: &[u8]| {
            if let (Some(state), Some(reply)) = (received.upgrade(), read(bytes)) {
                Self(state).receive(reply);
            }
        };
        let lost = move || {
            if let Some(state) = lost.upgrade() {
                Self(state).lost();
            }
        };
        let name = self.0.borrow().name;
        let worker = Worker::start(Program::Study, name, Box::new(receive), Box::new(lost));
        let mut state = self.0.borrow_mut();
        state.ready = false;
        state.worker = worker;
        state.worker.is_some()
    }

    /// Ends what is under way. A worker that computes hears nothing else, so it is ended with it.
    fn stop(&self) {
        let mut state = self.0.borrow_mut();
        state.held = None;
        state.timer = None;
        if state.posted.take().is_some() {
            state.worker = None;
        }
        let turn = state.turn.take();
        drop(state);
        drop(turn);
    }

    fn post(&self) {
        let mut state = self.0.borrow_mut();
        // A worker that was started for an earlier question may be ready before it is this one's turn.
        if !state.ready || (state.turns.is_some() && state.turn.is_none()) {
            return;
        }
        let Some(request) = state.held.take() else { return };
        state.posted = Some(request.number);
        if let Some(worker) = &state.worker {
            worker.post(&encode(&request));
        }
    }

    fn receive(&self, reply: Reply) {
        let mut state = self.0.borrow_mut();
        let listener = state.listener.clone();
        match reply {
            Reply::Ready => {
                state.ready = true;
                drop(state);
                self.post();
            }
            Reply::Progress { number, progress } if state.posted == Some(number) => {
                drop(state);
                (listener.on_progress)(progress);
            }
            Reply::Answer { number, elapsed, answer } if state.posted == Some(number) => {
                state.posted = None;
                state.timer = None;
                let turn = state.turn.take();
                drop(state);
                drop(turn);
                (listener.on_answer)(Some(answer), elapsed);
                (listener.on_standing)(Standing::Current);
            }
            // To a question that was given up.
            Reply::Progress { .. } | Reply::Answer { .. } => {}
        }
    }

    /// The worker could not be fetched, or broke off, say for want of memory.
    fn lost(&self) {
        let standing = if self.0.borrow().ready { Standing::Failed } else { Standing::Unreachable };
        self.stop();
        let mut state = self.0.borrow_mut();
        (state.worker, state.ready) = (None, false);
        drop(state);
        self.tell(standing);
    }

    fn tell(&self, standing: Standing) {
        let listener = self.0.borrow().listener.clone();
        (listener.on_standing)(standing);
    }

    fn later(&self, wait: u32, action: fn(&Self)) {
        let weak = Rc::downgrade(&self.0);
        let timer = Timeout::new(wait, move || {
            if let Some(state) = weak.upgrade() {
                action(&Self(state));
            }
        });
        self.0.borrow_mut().timer = Some(timer);
    }
}
