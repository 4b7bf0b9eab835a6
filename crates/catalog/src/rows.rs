//! What rows of the table of properties are made with.

use crate::param::Param;
use crate::property::{NumberSpec, Property, PropertySpec, RecordType, Unit, ValueType};

const CONVENTION: &str = "the usual case; set it where yours differs";

/// A finite number within bounds.
pub(crate) const fn number(min: f64, max: f64, unit: Unit) -> ValueType {
    ValueType::Number(NumberSpec { min, max, whole: false, unit })
}

/// A whole number within bounds.
pub(crate) const fn count(min: f64, max: f64) -> ValueType {
    ValueType::Number(NumberSpec { min, max, whole: true, unit: Unit::None })
}

/// A row of the table.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) spec: PropertySpec,
    /// What the property means, in a sentence.
    pub(crate) help: &'static str,
}

/// A row without a default.
pub(crate) const fn row(
    property: Property,
    id: &'static str,
    label: &'static str,
    records: &'static [RecordType],
    value: ValueType,
    help: &'static str,
) -> Row {
    Row { spec: PropertySpec { property, id, label, records, value, default: None }, help }
}

impl Row {
    /// With a default that is a convention.
    pub(crate) const fn or(mut self, value: f64) -> Self {
        self.spec.default = Some(Param::exact(value, CONVENTION));
        self
    }

    /// With a default that is an estimate.
    pub(crate) const fn estimated(mut self, value: f64, low: f64, high: f64, source: &'static str) -> Self {
        self.spec.default = Some(Param::range(value, low, high, source));
        self
    }
}
