//! How ids and choices travel between worker and page: ids, of which there are tens of thousands, as numbers; choices
//! as their text.

/// A record id.
pub(crate) mod id {
    use linchpin_document::RecordId;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(id: &RecordId, serializer: S) -> Result<S::Ok, S::Error> {
        // The upper and the lower half.
        ((id.to_bits() >> 64) as u64, id.to_bits() as u64).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RecordId, D::Error> {
        let (upper, lower) = <(u64, u64)>::deserialize(deserializer)?;
        let bits = u128::from(upper) << 64 | u128::from(lower);
        RecordId::from_bits(bits).ok_or_else(|| D::Error::custom("not an id"))
    }
}

/// A list of record ids.
pub(crate) mod ids {
    use linchpin_document::RecordId;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    struct Id(#[serde(with = "super::id")] RecordId);

    pub(crate) fn serialize<S: Serializer>(ids: &[RecordId], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(ids.iter().map(|id| Id(*id)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<RecordId>, D::Error> {
        let ids = Vec::<Id>::deserialize(deserializer)?;
        Ok(ids.into_iter().map(|id| id.0).collect())
    }
}

/// A record id that may be missing.
pub(crate) mod optional_id {
    use linchpin_document::RecordId;
    use serde::{Deserializer, Serializer};

    use super::ids;

    pub(crate) fn serialize<S: Serializer>(id: &Option<RecordId>, serializer: S) -> Result<S::Ok, S::Error> {
        ids::serialize(id.as_slice(), serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<RecordId>, D::Error> {
        Ok(ids::deserialize(deserializer)?.first().copied())
    }
}

/// A property that may be missing.
pub(crate) mod optional_property {
    use linchpin_catalog::Property;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(property: &Option<Property>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(property.map_or("", Property::id))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Property>, D::Error> {
        let id = String::deserialize(deserializer)?;
        let known = || Property::from_id(&id).ok_or_else(|| D::Error::custom("not a property"));
        if id.is_empty() { Ok(None) } else { known().map(Some) }
    }
}

/// A choice of the catalogue.
pub(crate) mod choice {
    use linchpin_catalog::ChoiceSet;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<T: ChoiceSet, S: Serializer>(choice: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(choice.id())
    }

    pub(crate) fn deserialize<'de, T: ChoiceSet, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let id = String::deserialize(deserializer)?;
        T::from_id(&id).ok_or_else(|| D::Error::custom("not one of the choices"))
    }
}

/// A profile that may be missing.
pub(crate) mod optional_profile {
    use linchpin_catalog::{ChoiceSet, Profile};
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(profile: &Option<Profile>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(profile.map_or("", ChoiceSet::id))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Profile>, D::Error> {
        Ok(<Profile as ChoiceSet>::from_id(&String::deserialize(deserializer)?))
    }
}
