//! What the app asks for directly: panels, pickers, menus and the label editor.

use kurbo::{Insets, Point, Rect};
use linchpin_catalog::{ComponentKind, Property, RecordType};
use linchpin_document::{Reason, RecordId, Refusal, Transaction, Value, check_value};

use crate::commands::{Direction, draw, view};
use crate::input::Placeable;
use crate::label::{Label, LabelSession, relabel};
use crate::placement::{self, Placed};
use crate::plan::Plan;
use crate::{Camera, Editor, Effects, Request, Selection, Settings, clipboard, connecting, ordering};

impl Editor {
    /// Adds a thing in the middle of the viewport, where there is room, and selects it.
    pub fn add(&mut self, what: Placeable) -> Effects {
        self.settled_plan(|editor| placement::add(&editor.workspace.surroundings(), what))
    }

    /// Adds a component connected from another one, selects it and opens its label: with its middle
    /// at a world point, or beside the other one when none is given.
    pub fn append(&mut self, from: RecordId, kind: ComponentKind, at: Option<Point>) -> Effects {
        let at = at.filter(|point| point.is_finite());
        let placed = Placed { kind, at, direction: Direction::Right };
        self.settled_plan(|editor| placement::append(&editor.workspace.surroundings(), from, placed))
    }

    /// Adds a record that has no place on the canvas, such as an endpoint, behind the others of its type.
    /// Records of other types are not added.
    pub fn add_listed(&mut self, record_type: RecordType) -> Effects {
        if !matches!(record_type, RecordType::Endpoint | RecordType::Entity) {
            return self.finish();
        }
        let transaction = self.listed_record(record_type).1;
        // A fresh record with a valid order breaks nothing.
        self.apply(&transaction).unwrap_or_default()
    }

    /// A new record behind the others of its type, and what creates it.
    pub(crate) fn listed_record(&self, record_type: RecordType) -> (RecordId, Transaction) {
        let id = self.workspace.surroundings().new_id();
        let order = ordering::behind_all(self.design(), record_type);
        let mut transaction = Transaction::new();
        transaction.create(id, record_type).set(id, Property::Order, order.as_str());
        (id, transaction)
    }

    /// Makes components another kind; connections, place and a name of their own stay.
    pub fn replace(&mut self, ids: &[RecordId], kind: ComponentKind) -> Effects {
        self.settled_plan(|editor| draw::replace(&editor.workspace.surroundings(), ids, kind))
    }

    /// Connects two components and selects the connection; if they are connected in this direction
    /// already, selects that one and says so.
    pub fn connect(&mut self, from: RecordId, to: RecordId) -> Effects {
        self.settled_plan(|editor| {
            let around = editor.workspace.surroundings();
            connecting::connect(&around, around.new_id(), from, to)
        })
    }

    /// Pastes the records a transaction creates, under new ids, and selects them: with their middle
    /// at a screen point; without one where they came from, or in the middle of the viewport if that
    /// is out of sight.
    pub fn paste(&mut self, fragment: &Transaction, point_in_screen: Option<Point>) -> Effects {
        let point = point_in_screen.filter(|point| point.is_finite());
        let at = point.map(|point| self.workspace.camera.world_from_screen(point));
        self.settled_plan(|editor| clipboard::paste(&editor.workspace.surroundings(), fragment, at))
    }

    /// Selects records.
    pub fn select(&mut self, ids: impl IntoIterator<Item = RecordId>) -> Effects {
        let selection: Selection = ids.into_iter().collect();
        self.settled_plan(|_| Plan::select(selection))
    }

    /// Moves the camera as little as needed to see a record.
    pub fn reveal(&mut self, id: RecordId) -> Effects {
        self.settled_plan(|editor| Plan {
            camera: view::reveal(&editor.workspace.surroundings(), id),
            ..Plan::nothing()
        })
    }

    /// Moves the camera to show a world rectangle with at least `padding` screen pixels around it, no
    /// larger than 100 %.
    pub fn show(&mut self, rect_in_world: Rect, padding: f64) -> Effects {
        let camera = Camera::fitted(rect_in_world, self.workspace.surroundings().clear_in_screen(), padding, 1.0);
        self.set_camera(camera);
        self.finish()
    }

    /// Puts the camera where it was, say when a design is opened again.
    pub fn restore_camera(&mut self, camera: Camera) -> Effects {
        if camera.origin_in_world.is_finite() && Camera::ZOOM_RANGE.contains(&camera.zoom) {
            self.set_camera(camera);
        }
        self.finish()
    }

    /// Says how much of the viewport's borders the page covers with bars of its own, so that what is
    /// fitted or brought into view does not end up below them.
    pub fn set_covered(&mut self, covered_in_screen: Insets) {
        self.workspace.covered = covered_in_screen;
    }

    /// Changes the settings.
    pub fn set_settings(&mut self, settings: Settings) -> Effects {
        self.change_settings(settings);
        self.finish()
    }

    /// Makes any change, as one undo step.
    ///
    /// # Errors
    /// When it would break an invariant; nothing is changed then.
    pub fn apply(&mut self, transaction: &Transaction) -> Result<Effects, Refusal> {
        self.cancel_drag();
        self.settle();
        let committed = self.workspace.commit(transaction)?;
        self.note_ops(committed.ops);
        self.note_changes(committed.changes);
        Ok(self.finish())
    }

    /// Shows any change as a draft, in place of the one there was: nothing is changed until it is applied. Not
    /// while something is dragged or typed.
    pub fn draft(&mut self, transaction: Transaction) -> Effects {
        if self.drag.is_none() && self.label.is_none() {
            self.set_draft(transaction);
        }
        self.finish()
    }

    /// Asks for the label editor over a record.
    pub fn edit_label(&mut self, id: RecordId) -> Effects {
        self.settled_plan(|editor| match editor.design().get(id) {
            Some(_) => Plan::edit_label(Label::of(id)),
            None => Plan::nothing(),
        })
    }

    /// Shows what is being typed into a label, as a draft.
    pub fn draft_label(&mut self, id: RecordId, text: &str) -> Effects {
        if self.drag.is_none() {
            let session = self.label.take().filter(|session| session.label.id == id);
            let mut session = session.unwrap_or_else(|| LabelSession::new(Label::of(id)));
            session.typed = Some(text.to_owned());
            let draft = session.draft(self.workspace.surroundings().design);
            self.label = Some(session);
            self.set_draft(draft);
        }
        self.finish()
    }

    /// Ends editing a label with this text, as one undo step.
    pub fn commit_label(&mut self, id: RecordId, text: &str) -> Effects {
        let begun = self.label.take_if(|session| session.label.id == id);
        let transaction = match begun {
            Some(mut session) => {
                session.typed = Some(text.to_owned());
                self.ended(&session)
            }
            None => relabel(self.workspace.surroundings().design, id, text),
        };
        self.carry_out(Plan::commit(transaction));
        self.finish()
    }

    /// Shows some records with another value of a property, as a draft; `None` stands for the default.
    ///
    /// # Errors
    /// When one of them cannot have that value; the draft is dropped then.
    pub fn draft_property(
        &mut self,
        ids: &[RecordId],
        property: Property,
        value: Option<Value>,
    ) -> Result<Effects, Refusal> {
        let checked = self.property_change(ids, property, value);
        if self.drag.is_none() && self.label.is_none() {
            self.set_draft(checked.clone().unwrap_or_default());
        }
        checked.map(|_| self.finish())
    }

    /// Gives some records another value of a property, as one undo step; `None` takes it back to the
    /// default.
    ///
    /// # Errors
    /// When one of them cannot have that value; nothing is changed then.
    pub fn commit_property(
        &mut self,
        ids: &[RecordId],
        property: Property,
        value: Option<Value>,
    ) -> Result<Effects, Refusal> {
        self.cancel_drag();
        self.settle();
        let transaction = self.property_change(ids, property, value)?;
        self.apply(&transaction)
    }

    /// Drops the draft of a property or label, as when a field is left with Escape.
    pub fn cancel_draft(&mut self) -> Effects {
        self.drop_label();
        if self.drag.is_none() {
            self.set_draft(Transaction::new());
        }
        self.finish()
    }

    /// The change that gives records a value; what they have already is left alone.
    fn property_change(
        &self,
        ids: &[RecordId],
        property: Property,
        value: Option<Value>,
    ) -> Result<Transaction, Refusal> {
        let mut transaction = Transaction::new();
        let design = self.workspace.surroundings().design;
        for item in ids.iter().filter_map(|id| design.get(*id)) {
            let refuse = |reason: Reason| Refusal { record: item.id, property: Some(property.into()), reason };
            if let Some(value) = &value {
                check_value(item.record_type, &property.into(), value).map_err(refuse)?;
            }
            match &value {
                _ if item.value(property) == value.as_ref() => {}
                Some(value) => drop(transaction.set(item.id, property, value.clone())),
                None => drop(transaction.unset(item.id, property)),
            }
        }
        Ok(transaction)
    }

    fn settled_plan(&mut self, plan: impl FnOnce(&Self) -> Plan) -> Effects {
        self.cancel_drag();
        self.settle();
        let plan = plan(self);
        self.carry_out(plan);
        self.handled();
        self.finish()
    }

    pub(crate) fn begin_label(&mut self, label: Label) {
        let id = label.id;
        let session = LabelSession::new(label);
        if !session.label.creation.is_empty() {
            self.set_draft(session.label.creation.clone());
        }
        self.label = Some(session);
        self.repaint_overlay();
        self.request(Request::EditLabel(id));
    }

    /// Keeps what was typed so far, and closes the label editor.
    pub(crate) fn finish_label(&mut self) {
        let Some(session) = self.label.take() else { return };
        let transaction = self.ended(&session);
        self.carry_out(Plan::commit(transaction));
        self.request(Request::EndLabel);
    }

    /// Drops what was typed, and closes the label editor.
    pub(crate) fn drop_label(&mut self) {
        if self.label.take().is_some() {
            self.set_draft(Transaction::new());
            self.request(Request::EndLabel);
        }
    }

    fn ended(&self, session: &LabelSession) -> Transaction {
        if session.is_void() {
            return Transaction::new();
        }
        session.transaction(self.workspace.surroundings().design)
    }
}
