//! The table of properties holds together.

use linchpin_catalog::{Property, ValueType};

#[test]
fn the_table_is_in_the_order_of_the_enum_and_ids_are_unique() {
    for (index, property) in Property::all().enumerate() {
        assert_eq!(property as usize, index, "{}", property.id());
        assert_eq!(property.spec().property, property);
        assert_eq!(Property::from_id(property.id()), Some(property));
    }
}

#[test]
fn every_default_is_a_value_the_property_allows() {
    for spec in Property::all().map(Property::spec) {
        if let (Some(default), ValueType::Number(bounds)) = (spec.default, spec.value) {
            assert!(bounds.min <= default.low && default.high <= bounds.max, "{}", spec.id);
        }
    }
}
