//! One animation frame at a time, and only when something changed.

use gloo_timers::callback::Timeout;
use kurbo::{Insets, Size};
use leptos::prelude::*;
use linchpin_editor::Input;
use linchpin_scene::{Overlay, Traffic};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::{Core, Session};
use crate::canvas::{Inks, SHARPEN_AFTER, Shown, Stage};
use crate::platform;

impl Session {
    /// Paints into this element from now on.
    pub fn mount(&self, paper: &HtmlElement) {
        let stage = Stage::new(paper);
        if stage.is_none() {
            self.tell_trouble("This browser cannot draw on a canvas, so the drawing is not shown.");
        }
        self.core.try_update_value(|core| core.stage = stage);
        self.resized(paper);
    }

    /// The element has another size now.
    pub fn resized(&self, paper: &HtmlElement) {
        let size = Size::new(f64::from(paper.client_width()), f64::from(paper.client_height()));
        self.core.try_update_value(|core| {
            if let Some(stage) = &mut core.stage {
                stage.resize(size);
            }
        });
        self.core.try_update_value(|core| core.editor.set_covered(covered(size)));
        self.dispatch(Input::Resize(size));
        self.signals.view.update(|view| *view += 1);
        self.ask_frame();
    }

    /// A sheet was opened or closed over the foot of the canvas.
    pub(super) fn cover(&self) {
        let open = self.signals.sheet.get().is_some();
        self.core.try_update_value(|core| {
            let viewport = core.editor.viewport();
            let mut covered = covered(viewport);
            if open && viewport.width < PHONE {
                covered.y1 = viewport.height * SHEET;
            }
            core.editor.set_covered(covered);
        });
    }

    /// The still layer must be painted anew: theme, lens or verdicts changed.
    pub fn repaint(&self) {
        self.core.try_update_value(|core| {
            if let Some(stage) = &mut core.stage {
                stage.touch_still();
            }
        });
        self.ask_frame();
    }

    /// Paints in the next animation frame.
    pub fn ask_frame(&self) {
        let asked = self.core.try_update_value(|core| std::mem::replace(&mut core.frame_asked, true));
        if asked != Some(false) {
            return;
        }
        let session = *self;
        let frame = Closure::once_into_js(move || session.frame());
        // Fails only for arguments that are no functions.
        let _ = platform::window().request_animation_frame(frame.unchecked_ref());
    }

    fn frame(&self) {
        let is_aged = self.signals.freshness.get_untracked().is_old();
        let inks = Inks { theme: self.themes.shown.get_untracked(), is_aged };
        let killing = self.signals.killing.get_untracked();
        let (traffic, goes_on) = self.play_frame();
        let blurred = self.core.try_update_value(|core| {
            core.frame_asked = false;
            let sharpen = std::mem::take(&mut core.sharpen);
            core.paint(inks, sharpen, killing, traffic)
        });
        if goes_on {
            self.ask_frame();
        }
        if blurred == Some(true) {
            self.sharpen_later();
        }
    }

    fn sharpen_later(&self) {
        let session = *self;
        let camera = self.with(|editor| editor.camera());
        Timeout::new(SHARPEN_AFTER, move || {
            // While the zoom goes on, later frames ask again.
            if session.with(|editor| editor.camera()) == camera {
                session.core.try_update_value(|core| core.sharpen = true);
                session.ask_frame();
            }
        })
        .forget();
    }
}

/// Below this width the panel is a sheet that covers so much of the canvas.
const PHONE: f64 = 800.0;
const SHEET: f64 = 0.53;

/// What the bars that float over the canvas cover: tools above, the what-if bar below. The narrower the
/// canvas, the more rows the latter takes.
pub(super) fn covered(viewport: Size) -> Insets {
    let foot = match viewport.width {
        narrow if narrow < 600.0 => 186.0,
        middle if middle <= 1120.0 => 154.0,
        _ => 100.0,
    };
    Insets::new(0.0, 60.0, 0.0, foot)
}

impl Core {
    fn paint(&mut self, inks: Inks, sharpen: bool, killing: bool, traffic: Option<Traffic>) -> bool {
        let ghosts = self.ghosts();
        let Some(stage) = &mut self.stage else { return false };
        let mut overlay = Overlay { ghosts, traffic, ..self.editor.overlay() };
        if killing {
            // A click fails things then and pulls out no connection.
            overlay.ports_of = None;
        }
        self.marks.lend(&mut overlay);
        let camera = self.editor.camera();
        let shown = Shown { scene: self.editor.scene(), overlay: &overlay, camera, live: &self.live, inks };
        let blurred = stage.paint(&shown, sharpen);
        self.marks.take_back(&mut overlay);
        blurred
    }
}
