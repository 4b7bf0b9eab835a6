//! What tools and commands see, and what they answer: plans, not effects. Only
//! [`crate::Editor`] carries plans out.

use kurbo::{Insets, Point, Rect, Size};
use linchpin_document::{Design, Document, Item, RecordId, Transaction};
use linchpin_scene::Scene;

use crate::ids::Ids;
use crate::label::Label;
use crate::pointers::Touchpoint;
use crate::{Camera, Notice, Request, Selection, Settings, ToolKind};

/// The editor as tools and commands see it. While a draft is shown, `scene` includes it but `design`
/// does not: drafts are computed anew from the start state each time.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub document: &'a Document,
    pub design: &'a Design,
    pub scene: &'a Scene,
    pub camera: Camera,
    pub viewport: Size,
    /// How much of the viewport's borders the page covers with bars of its own.
    pub covered: Insets,
    pub selection: &'a Selection,
    pub settings: &'a Settings,
    pub ids: &'a Ids,
}

impl Surroundings<'_> {
    /// An id for a record about to be created.
    pub fn new_id(&self) -> RecordId {
        self.ids.fresh(self.document)
    }

    /// Where a pointer is in the world.
    pub fn point_in_world(&self, at: &Touchpoint) -> Point {
        self.camera.world_from_screen(at.point_in_screen)
    }

    /// The area a thing covers at the start: where it is without the draft, as large as it is drawn.
    pub fn frame(&self, item: &Item) -> Rect {
        let size = self.scene.frame(item.id).map_or(item.size(), |frame| frame.size());
        Rect::from_origin_size(item.position(), size)
    }

    /// The part of the viewport nothing of the page lies over; all of it where that would be nothing.
    pub fn clear_in_screen(&self) -> Rect {
        let clear = self.viewport.to_rect() - self.covered;
        let is_room = clear.width() > 0.0 && clear.height() > 0.0 && clear.x0 < clear.x1 && clear.y0 < clear.y1;
        if is_room { clear } else { self.viewport.to_rect() }
    }

    /// The part of the world in view.
    pub fn visible_in_world(&self) -> Rect {
        self.camera.visible_in_world(self.viewport)
    }
}

/// What becomes of the design.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Edit {
    /// It stays as it is, draft and all.
    #[default]
    Keep,
    /// It is shown with this change.
    Draft(Transaction),
    /// This change is made, as one undo step.
    Commit(Transaction),
    /// It is shown without any draft.
    DropDraft,
}

/// What a tool or command wants.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    pub edit: Edit,
    pub select: Option<Selection>,
    pub camera: Option<Camera>,
    pub tool: Option<ToolKind>,
    /// The label to be edited next.
    pub label: Option<Label>,
    pub requests: Vec<Request>,
    /// Whether the overlay changed for other reasons.
    pub overlay: bool,
    /// Whether the tool did what it is for, so that the select tool comes back.
    pub tool_used: bool,
}

impl Plan {
    pub fn nothing() -> Self {
        Self::default()
    }

    /// Only the overlay changed.
    pub fn repaint() -> Self {
        Self { overlay: true, ..Self::default() }
    }

    pub fn draft(transaction: Transaction) -> Self {
        Self { edit: Edit::Draft(transaction), overlay: true, ..Self::default() }
    }

    pub fn commit(transaction: Transaction) -> Self {
        Self { edit: Edit::Commit(transaction), overlay: true, ..Self::default() }
    }

    pub fn drop_draft() -> Self {
        Self { edit: Edit::DropDraft, overlay: true, ..Self::default() }
    }

    pub fn select(selection: Selection) -> Self {
        Self::default().selecting(selection)
    }

    pub fn camera(camera: Camera) -> Self {
        Self { camera: Some(camera), ..Self::default() }
    }

    pub fn request(request: Request) -> Self {
        Self::default().requesting(request)
    }

    pub fn notice(notice: Notice) -> Self {
        Self::request(Request::Notice(notice))
    }

    pub fn edit_label(label: Label) -> Self {
        Self::default().editing_label(label)
    }

    #[must_use]
    pub fn editing_label(mut self, label: Label) -> Self {
        self.label = Some(label);
        self
    }

    #[must_use]
    pub fn selecting(mut self, selection: Selection) -> Self {
        self.select = Some(selection);
        self
    }

    #[must_use]
    pub fn requesting(mut self, request: Request) -> Self {
        self.requests.push(request);
        self
    }

    #[must_use]
    pub fn tool_used(mut self) -> Self {
        self.tool_used = true;
        self
    }
}
