//! Designs for tests, built the way the app builds them.

#![allow(dead_code, reason = "each test uses its part")]

use kurbo::{Point, Rect, Size};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Changes, Design, PeerId, RecordId, Replica, Transaction, Value};
use linchpin_scene::{Scene, TypicalWidths};

/// A replica with the scene that follows it.
pub struct Drawing {
    pub replica: Replica,
    pub scene: Scene,
}

/// The id with this text.
pub fn id(text: &str) -> RecordId {
    RecordId::parse(text).unwrap()
}

impl Default for Drawing {
    fn default() -> Self {
        Self { replica: Replica::new(PeerId::from_bits(1)), scene: Scene::new(Box::new(TypicalWidths)) }
    }
}

impl Drawing {
    pub fn design(&self) -> &Design {
        self.replica.design()
    }

    /// Applies a transaction and lets the scene follow.
    pub fn commit(&mut self, transaction: &Transaction) {
        let changes = self.replica.commit(transaction).unwrap().changes;
        self.follow(&changes);
    }

    pub fn follow(&mut self, changes: &Changes) {
        self.scene.update(self.replica.design(), changes);
    }

    /// A scene made anew of the same design.
    pub fn fresh_scene(&self) -> Scene {
        Scene::of(self.design(), Box::new(TypicalWidths))
    }

    pub fn component(&mut self, name: &str, x: f64, y: f64) -> RecordId {
        let mut transaction = Transaction::new();
        add_component(&mut transaction, name, x, y);
        self.commit(&transaction);
        id(name)
    }

    pub fn connect(&mut self, name: &str, from: &str, to: &str) -> RecordId {
        let mut transaction = Transaction::new();
        add_connection(&mut transaction, name, from, to);
        self.commit(&transaction);
        id(name)
    }

    pub fn boxed(&mut self, record_type: RecordType, name: &str, area: Rect) -> RecordId {
        let mut transaction = Transaction::new();
        add_box(&mut transaction, record_type, name, area);
        self.commit(&transaction);
        id(name)
    }

    pub fn set(&mut self, record: RecordId, property: Property, value: impl Into<Value>) {
        let mut transaction = Transaction::new();
        transaction.set(record, property, value);
        self.commit(&transaction);
    }

    pub fn delete(&mut self, record: RecordId) {
        let record_type = self.design().get(record).unwrap().record_type;
        let mut transaction = Transaction::new();
        transaction.delete(record, record_type);
        self.commit(&transaction);
    }

    pub fn move_to(&mut self, record: RecordId, x: f64, y: f64) {
        self.set(record, Property::Position, Point::new(x, y));
    }
}

pub fn add_component(transaction: &mut Transaction, name: &str, x: f64, y: f64) {
    transaction.create(id(name), RecordType::Component);
    transaction.set(id(name), Property::Position, Point::new(x, y));
    transaction.set(id(name), Property::Name, name);
}

pub fn add_connection(transaction: &mut Transaction, name: &str, from: &str, to: &str) {
    transaction.create(id(name), RecordType::Connection);
    transaction.set(id(name), Property::From, id(from));
    transaction.set(id(name), Property::To, id(to));
}

pub fn add_box(transaction: &mut Transaction, record_type: RecordType, name: &str, area: Rect) {
    transaction.create(id(name), record_type);
    transaction.set(id(name), Property::Position, area.origin());
    transaction.set(id(name), Property::Size, Size::new(area.width(), area.height()));
}

/// Numbers without any order, the same each time.
pub struct Random(pub u32);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        (self.0 >> 8) as usize % bound
    }
}
