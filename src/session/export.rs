//! Files and pictures of the design at hand.

use leptos::prelude::*;
use linchpin_editor::Editor;
use linchpin_format::file;
use linchpin_scene::Overlay;

use super::{Session, files};
use crate::later::{soon, with_part};
use crate::share::{copy_picture, copy_text, download, file_name, png_bytes, svg_text};

const NOTHING: &str = "There is nothing drawn yet.";

/// What can be made of the design at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// A design file.
    File,
    /// The drawing as an SVG file.
    Svg,
    /// The drawing as a PNG file.
    Png,
    /// The drawing as SVG text on the clipboard, which editors and design tools paste as a picture.
    SvgCopy,
    /// The drawing as PNG on the clipboard.
    PngCopy,
}

impl Session {
    /// Makes something of the design at hand.
    pub fn export(&self, export: Export) {
        let session = *self;
        with_part(Box::pin(files()), move |part| match part {
            Ok(files) => (files.export)(&session, export),
            Err(lost) => session.tell_trouble(&lost.to_string()),
        });
    }

    pub(super) fn make(&self, export: Export) {
        match export {
            Export::File => self.save_file(),
            Export::Svg => self.save_svg(),
            Export::Png => self.save_png(),
            Export::SvgCopy => self.copy_svg(),
            Export::PngCopy => self.copy_png(),
        }
    }

    fn save_file(&self) {
        if let Some((name, text)) = self.with(|editor| (self.name(editor, "json"), file::write(editor.design()))) {
            self.offer(&name, "application/json", text.as_bytes());
        }
    }

    fn save_svg(&self) {
        match self.picture() {
            Some((name, svg, ..)) => self.offer(&format!("{name}.svg"), "image/svg+xml", svg.as_bytes()),
            None => self.tell(NOTHING),
        }
    }

    fn save_png(&self) {
        let session = *self;
        self.with_png(move |name, bytes| async move {
            session.offer(&format!("{name}.png"), "image/png", &bytes);
            Ok(())
        });
    }

    fn copy_svg(&self) {
        let Some((_, svg, ..)) = self.picture() else { return self.tell(NOTHING) };
        let session = *self;
        soon(async move {
            match copy_text(&svg).await {
                Ok(()) => session.tell("The picture is on the clipboard as SVG."),
                Err(problem) => session.tell_trouble(&problem),
            }
        });
    }

    fn copy_png(&self) {
        let session = *self;
        self.with_png(move |_, bytes| async move {
            copy_picture("image/png", &bytes).await?;
            session.tell("The picture is on the clipboard.");
            Ok(())
        });
    }

    fn with_png<F, R>(&self, use_it: F)
    where
        F: FnOnce(String, Vec<u8>) -> R + 'static,
        R: Future<Output = Result<(), String>>,
    {
        let Some((name, svg, width, height)) = self.picture() else { return self.tell(NOTHING) };
        let session = *self;
        soon(async move {
            let outcome = match png_bytes(&svg, width, height).await {
                Ok(bytes) => use_it(name, bytes).await,
                Err(problem) => Err(problem),
            };
            if let Err(problem) = outcome {
                session.tell_trouble(&problem);
            }
        });
    }

    /// The drawing with its marks, as it is seen, without selection and handles.
    fn picture(&self) -> Option<(String, String, f64, f64)> {
        let theme = self.themes.shown.get_untracked();
        self.core.try_update_value(|core| {
            let mut overlay = Overlay::default();
            core.marks.lend(&mut overlay);
            let title = core.editor.design().title();
            let drawn = svg_text(core.editor.scene(), &overlay, theme, title);
            let name = file_name(title, "");
            core.marks.take_back(&mut overlay);
            let (svg, width, height) = drawn?;
            Some((name.trim_end_matches('.').to_owned(), svg, width, height))
        })?
    }

    fn name(&self, editor: &Editor, extension: &str) -> String {
        file_name(editor.design().title(), extension)
    }

    fn offer(&self, name: &str, media_type: &str, bytes: &[u8]) {
        if download(name, media_type, bytes).is_err() {
            self.tell_trouble("The browser did not let the page save a file.");
        }
    }
}
