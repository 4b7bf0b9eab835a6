//! The session owns the editor. Input goes in through [`Session::dispatch`], small signals come out.
//!
//! Everything with a longer life than one event hangs here: the connection to the analysis, the queue
//! of changes to be stored, the canvas. Late callbacks find the session gone without harm.

mod clipboard;
mod designs;
mod edit;
mod export;
mod files;
mod fixes;
mod frame;
mod keeping;
mod marks;
mod notices;
mod panes;
mod requests;
mod shelf;
mod signals;
mod simulation;
mod studies;
mod templates;
mod thumbnail;
mod what_if;

use leptos::prelude::*;
use linchpin_document::{PeerId, RecordId, Replica, SortedSet, Transaction};
use linchpin_editor::{Editor, Effects, Input, KeyInput};
use std::rc::Rc;

pub use export::Export;
pub use files::{Files, Wanted, files};
pub use fixes::{FixSignals, Planned};
pub use linchpin_marks::{Lens, state_of};
pub use shelf::shelf;
pub use signals::{
    ContextMenu, Dialog, KindPurpose, LoadView, Look, Notice, NoticeAction, Origin, PanelTab, Sheet, Signals,
};
pub use simulation::Simulation;
pub use studies::{Standings, Topic};
pub use templates::{TEMPLATES, Template};

use crate::analysis::{Client, Listener};
use crate::canvas::{CanvasMeasure, Stage};
use crate::platform;
use crate::reactive::RwSignal;
use crate::storage::{Autosave, Library, TabChannel};
use crate::studies::Inquiry;
use crate::theme::Themes;
use marks::Marks;
use studies::Touched;

/// A handle to the session; cheap to copy into every callback.
#[derive(Clone, Copy)]
pub struct Session {
    core: StoredValue<Core, LocalStorage>,
    /// What panels follow.
    pub signals: Signals,
    /// Light or dark.
    pub themes: Themes,
}

/// What the session owns.
struct Core {
    editor: Editor,
    peer: PeerId,
    client: Client,
    /// In the order of [`Topic`].
    inquiries: Vec<Inquiry>,
    /// What of the answers what is being typed or dragged can change.
    drafted: Touched,
    /// What is shown as ghosts, as a draft nobody types or drags.
    proposed: Option<Transaction>,
    library: Option<Library>,
    /// What was opened first, with or without the library.
    first: Option<Wanted>,
    /// Counts up whenever a design is asked for.
    turn: u32,
    autosave: Option<Autosave>,
    /// Designs that were left before all of them was written.
    leaving: Vec<Autosave>,
    tabs: Option<TabChannel>,
    stage: Option<Stage>,
    /// What is being touched, painted on the live layer.
    live: SortedSet<RecordId>,
    marks: Marks,
    frame_asked: bool,
    sharpen: bool,
}

/// The session of this page.
pub fn use_session() -> Session {
    // The app gives it to all that is in the page before anything asks.
    use_context().expect("the page has a session")
}

impl Session {
    /// Starts with an empty design.
    pub fn start(themes: Themes) -> Self {
        let signals = Signals::at_start();
        let peer = PeerId::from_bits(platform::random_bits());
        let late: Rc<std::cell::Cell<Option<Session>>> = Rc::default();
        let client = Client::start(listener(&late));
        let core = Core {
            editor: new_editor(Replica::new(peer)),
            peer,
            client,
            inquiries: studies::inquiries(&late),
            drafted: Touched::default(),
            proposed: None,
            library: None,
            first: None,
            turn: 0,
            autosave: None,
            leaving: Vec::new(),
            tabs: None,
            stage: None,
            live: SortedSet::new(),
            marks: Marks::default(),
            frame_asked: false,
            sharpen: false,
        };
        let session = Self { core: StoredValue::new_local(core), signals, themes };
        late.set(Some(session));
        session.follow();
        session.follow_fixes();
        session
    }

    /// Hands an input to the editor and carries out what comes of it.
    pub fn dispatch(&self, input: Input) {
        self.run(|editor| editor.dispatch(input));
    }

    /// The same for a key press. Returns whether the editor used it; if not, the browser may have it.
    pub fn press(&self, key: KeyInput) -> bool {
        let mut handled = false;
        self.run_by_keyboard(|editor| {
            let effects = editor.dispatch(Input::KeyDown(key));
            handled = effects.handled;
            effects
        });
        handled
    }

    /// Lets the editor do something and carries out what comes of it. Once the page is gone, nothing.
    pub fn run(&self, action: impl FnOnce(&mut Editor) -> Effects) {
        if let Some(effects) = self.core.try_update_value(|core| action(&mut core.editor)) {
            self.carry_out(effects);
        }
    }

    /// Looks at the editor. Panels that read the design follow `revision` first.
    pub fn with<T>(&self, look: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.core.try_with_value(|core| look(&core.editor))
    }

    /// Looks at the editor and is called again when the design changes.
    pub fn read<T>(&self, look: impl FnOnce(&Editor) -> T) -> Option<T> {
        self.signals.revision.track();
        self.with(look)
    }

    /// Stores, sends, analyses and paints what an input came to.
    fn carry_out(&self, effects: Effects) {
        let changed = !effects.changes.is_empty();
        if changed || !effects.ops.is_empty() {
            self.spread(&effects);
        }
        if changed {
            self.signals.revision.update(|revision| *revision += 1);
        }
        self.publish(&effects);
        if changed || effects.overlay || effects.camera || effects.selection || effects.tool {
            self.ask_frame();
        }
        if effects.camera {
            self.signals.view.update(|view| *view += 1);
        }
        if let Some(at) = effects.wake_at {
            self.wake(at);
        }
        for request in effects.requests {
            self.serve(request);
        }
    }

    /// Tells the analysis, the store and the other tabs.
    fn spread(&self, effects: &Effects) {
        let keep_a_copy = !effects.ops.is_empty() && self.signals.origin.get_untracked() == Origin::Link;
        if keep_a_copy {
            self.keep_copy();
        }
        let signals = self.signals;
        self.core.try_update_value(|core| {
            core.note_live(&effects.redrawn);
            if core.only_proposes(effects) {
                return;
            }
            core.tell_analysis(signals, &effects.ops);
            if effects.ops.is_empty() || keep_a_copy {
                return;
            }
            if let Some(tabs) = &core.tabs {
                tabs.send(&effects.ops);
            }
        });
        if !effects.ops.is_empty() && !keep_a_copy {
            self.keep(&effects.ops);
        }
    }

    /// Brings the signals up to date, each only when it changed.
    fn publish(&self, effects: &Effects) {
        let signals = self.signals;
        self.with(|editor| {
            if effects.selection {
                set_if_new(signals.selection, editor.selection().ids().iter().copied().collect());
            }
            if effects.tool {
                set_if_new(signals.tool, editor.tool());
            }
            if effects.settings {
                let settings = editor.settings();
                set_if_new(signals.keep_tool, settings.keep_tool);
                set_if_new(signals.grid, settings.grid);
                set_if_new(signals.wheel_zooms, settings.wheel_zooms);
            }
            set_if_new(signals.can_undo, editor.replica().can_undo());
            set_if_new(signals.can_redo, editor.replica().can_redo());
            set_if_new(signals.drafting, !editor.replica().draft().is_empty());
        });
    }

    fn wake(&self, at: f64) {
        let session = *self;
        let wait = (at - platform::uptime()).clamp(0.0, 60_000.0) as u32;
        gloo_timers::callback::Timeout::new(wait, move || {
            session.dispatch(Input::Tick(platform::uptime()));
        })
        .forget();
    }
}

impl Core {
    /// What a gesture touches moves to the live layer, and back when the gesture ends.
    fn note_live(&mut self, redrawn: &SortedSet<RecordId>) {
        let resting = self.editor.replica().draft().is_empty();
        if resting {
            self.live.clear();
        } else {
            let before = self.live.len();
            self.live.extend(redrawn);
            if self.live.len() == before {
                return;
            }
        }
        if let Some(stage) = &mut self.stage {
            stage.touch_still();
        }
    }
}

fn new_editor(replica: Replica) -> Editor {
    Editor::new(replica, Box::new(CanvasMeasure::with_own_canvas()))
}

fn listener(session: &Rc<std::cell::Cell<Option<Session>>>) -> Listener {
    let (reported, freshened, lost) = (session.clone(), session.clone(), session.clone());
    Listener {
        on_report: Box::new(move |report, elapsed| {
            if let Some(session) = reported.get() {
                session.take_report(report, elapsed);
            }
        }),
        on_freshness: Box::new(move |freshness| {
            if let Some(session) = freshened.get() {
                set_if_new(session.signals.freshness, freshness);
            }
        }),
        on_lost: Box::new(move || {
            if let Some(session) = lost.get() {
                session.tell_everything();
            }
        }),
    }
}

/// Sets a signal only when its value changes, so that nothing is drawn again for nothing.
fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|held| *held != value) {
        signal.set(value);
    }
}
