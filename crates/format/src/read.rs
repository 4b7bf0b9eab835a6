//! A design from JSON, trusting nothing in it.

use std::collections::BTreeMap;

use linchpin_catalog::{Property, RecordType, ValueType};
use linchpin_document::{Change, PropertyKey, RecordId, Refusal, Transaction, Value};
use serde_json::{Map, Value as Json};

use crate::imported::{Broken, DEEPEST_NESTING, Imported, LISTED, MOST_RECORDS};
use crate::naming::Namer;
use crate::nearest::nearest;
use crate::problem::{FileError, Place, Problem};
use crate::values::{field_of, from_json, key_of};
use crate::write::list_of;

/// More oddities than this are not told apart any more.
const MOST_REMARKS: usize = 20;

type Read<T> = Result<T, FileError>;
type Fields = Map<String, Json>;

/// Reads the records of an envelope whose version is the current one.
pub(crate) fn read(envelope: &str, fields: &Fields) -> Read<Imported> {
    let lists = lists(fields)?;
    if lists.iter().map(|(_, records)| records.len()).sum::<usize>() > MOST_RECORDS {
        return Err(whole(Problem::TooMany(MOST_RECORDS)));
    }
    let mut reader = Reader::default();
    reader.read_head(envelope, fields)?;
    for (record_type, records) in &lists {
        for (index, json) in records.iter().enumerate() {
            reader.read_record(*record_type, index, json)?;
        }
    }
    reader.name_the_nameless()?;
    reader.write_records();
    reader.check_ends()?;
    let Reader { transaction, records, remarks, .. } = reader;
    let imported = Imported::check(transaction, remarks).map_err(|broken| place_of(broken, &records))?;
    Ok(imported.with_paths(records.into_iter().map(|(id, found)| (id, found.spot.path)).collect()))
}

pub(crate) fn whole(problem: Problem) -> FileError {
    FileError { place: Place::Whole, problem }
}

fn lists(fields: &Fields) -> Read<Vec<(RecordType, &[Json])>> {
    let mut lists = Vec::new();
    for record_type in LISTED {
        let name = list_of(record_type);
        match fields.get(name) {
            None => {}
            Some(Json::Array(records)) => lists.push((record_type, records.as_slice())),
            Some(_) => return Err(at(name, None, Problem::Expected("a list [ ... ]"))),
        }
    }
    Ok(lists)
}

fn at(path: &str, record: Option<String>, problem: Problem) -> FileError {
    FileError { place: Place::Field { path: path.to_owned(), record }, problem }
}

/// A record by its place in the file and by what people call it.
#[derive(Clone)]
struct Spot {
    path: String,
    called: Option<String>,
}

impl Spot {
    fn new(record_type: RecordType, index: usize, json: &Json) -> Self {
        let text = |field: &str| json.get(field).and_then(Json::as_str).filter(|text| !text.trim().is_empty());
        let called = match (text("name").or(text("id")), text("from"), text("to")) {
            (Some(name), ..) => Some(shortened(name)),
            (None, Some(from), Some(to)) => Some(format!("{} to {}", shortened(from), shortened(to))),
            _ => None,
        };
        Self { path: format!("{}[{index}]", list_of(record_type)), called }
    }

    fn wrong(&self, problem: Problem) -> FileError {
        at(&self.path, self.called.clone(), problem)
    }

    fn wrong_field(&self, field: &str, problem: Problem) -> FileError {
        at(&format!("{}.{}", self.path, shortened(field)), self.called.clone(), problem)
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

/// A record as found in the file.
struct Found {
    record_type: RecordType,
    spot: Spot,
    values: Vec<(PropertyKey, Value)>,
}

impl Found {
    /// Refuses a record without the fields it means nothing without.
    fn require_fields(&self) -> Read<()> {
        let required: &[Property] = match self.record_type {
            RecordType::Component => &[Property::Kind],
            RecordType::Connection => &[Property::From, Property::To],
            RecordType::Boundary => &[Property::BoundaryKind],
            _ => &[],
        };
        let absent = |property: &&Property| !self.values.iter().any(|(key, _)| *key == PropertyKey::Known(**property));
        match required.iter().find(absent) {
            None => Ok(()),
            Some(Property::BoundaryKind) => Err(self.spot.wrong(Problem::Missing(Property::Kind.id()))),
            Some(property) => Err(self.spot.wrong(Problem::Missing(property.id()))),
        }
    }
}

#[derive(Default)]
struct Reader {
    transaction: Transaction,
    /// Records by their ids, which stand in a file in any order.
    records: BTreeMap<RecordId, Found>,
    /// Records without an id, until all the ids given are known.
    nameless: Vec<Found>,
    remarks: Vec<String>,
}

impl Reader {
    fn read_head(&mut self, envelope: &str, fields: &Fields) -> Read<()> {
        let listed = |field: &str| LISTED.into_iter().any(|listed| list_of(listed) == field);
        for (field, json) in fields.iter().filter(|(field, _)| *field != envelope && !listed(field)) {
            let key = key_of(RecordType::Design, field);
            let value =
                from_json(RecordType::Design, &key, json).map_err(|problem| at(&shortened(field), None, problem))?;
            self.remark_unknown(&key, &shortened(field), LISTED.into_iter().map(list_of));
            self.transaction.set(RecordId::DESIGN, key, value);
        }
        Ok(())
    }

    fn read_record(&mut self, record_type: RecordType, index: usize, json: &Json) -> Read<()> {
        let spot = Spot::new(record_type, index, json);
        let Json::Object(fields) = json else { return Err(spot.wrong(Problem::Expected("a record { ... }"))) };
        let mut values = Vec::new();
        for (field, json) in fields.iter().filter(|(field, _)| *field != "id") {
            let key = key_of(record_type, field);
            let value = from_json(record_type, &key, json).map_err(|problem| spot.wrong_field(field, problem))?;
            let candidates = Property::all().filter(|property| property.belongs_to(record_type)).map(Property::id);
            self.remark_unknown(&key, &format!("{}.{}", spot.path, shortened(field)), candidates);
            values.push((key, value));
        }
        let found = Found { record_type, spot, values };
        found.require_fields()?;
        match fields.get("id") {
            Some(json) => {
                let wrong = |problem| found.spot.wrong_field("id", problem);
                let text = json.as_str().ok_or_else(|| wrong(Problem::Expected("a text in quotes")))?;
                let id = RecordId::parse(text).map_err(|error| wrong(Problem::BadId(error)))?;
                self.enter(id, found)
            }
            None if matches!(record_type, RecordType::Component | RecordType::Boundary) => {
                Err(found.spot.wrong(Problem::Missing("id")))
            }
            None => {
                self.nameless.push(found);
                Ok(())
            }
        }
    }

    fn enter(&mut self, id: RecordId, found: Found) -> Read<()> {
        if id == RecordId::DESIGN {
            return Err(found.spot.wrong_field("id", Problem::DuplicateId("the design itself".to_owned())));
        }
        if let Some(first) = self.records.get(&id) {
            return Err(found.spot.wrong_field("id", Problem::DuplicateId(first.spot.path.clone())));
        }
        self.records.insert(id, found);
        Ok(())
    }

    /// Writes all records, in the order of ids: what holds them grows at its end.
    fn write_records(&mut self) {
        for (id, found) in &mut self.records {
            self.transaction.create(*id, found.record_type);
            for (key, value) in std::mem::take(&mut found.values) {
                self.transaction.set(*id, key, value);
            }
        }
    }

    /// Gives ids to the records that came without, after all given ids are known.
    fn name_the_nameless(&mut self) -> Read<()> {
        let mut namer = Namer::default();
        for found in std::mem::take(&mut self.nameless) {
            let id = namer.name(found.record_type, &found.values, |id| self.records.contains_key(&id));
            let id = id.ok_or_else(|| found.spot.wrong(Problem::Missing("id")))?;
            self.enter(id, found)?;
        }
        Ok(())
    }

    /// Names the missing record at each end of a connection and each parent, with what was probably meant. A waiver
    /// may outlive what it is about: that is told as a finding.
    fn check_ends(&self) -> Read<()> {
        for (record, change) in self.transaction.changes() {
            let Change::Set(key, Some(value)) = change else { continue };
            let targets = match value {
                Value::Reference(target) => std::slice::from_ref(target),
                Value::References(targets) => targets,
                _ => continue,
            };
            let refers = key.known().filter(|property| *property != Property::Subject);
            let Some(ValueType::Reference(wanted) | ValueType::References(wanted)) =
                refers.map(|property| property.spec().value)
            else {
                continue;
            };
            let fits = |id: &RecordId| self.records.get(id).is_some_and(|found| wanted.contains(&found.record_type));
            if let Some(target) = targets.iter().find(|target| !fits(target)) {
                let Some(found) = self.records.get(&record) else { continue };
                return Err(found.spot.wrong_field(field_of(key), self.unfit(target, wanted)));
            }
        }
        Ok(())
    }

    /// What is wrong with a reference to a record that is none of the types wanted: of another type, or not there.
    fn unfit(&self, target: &RecordId, wanted: &'static [RecordType]) -> Problem {
        let written = target.to_string();
        if let Some(found) = self.records.get(target) {
            return Problem::WrongType { written, found: found.record_type, wanted };
        }
        let fitting = self.records.iter().filter(|(_, found)| wanted.contains(&found.record_type));
        let names: Vec<String> = fitting.map(|(id, _)| id.to_string()).collect();
        let nearest = nearest(&written, names.iter().map(String::as_str)).map(str::to_owned);
        Problem::Unknown { written, nearest }
    }

    fn remark_unknown<'a>(&mut self, key: &PropertyKey, path: &str, candidates: impl Iterator<Item = &'a str>) {
        // `$schema` and the like speak to other programs.
        let worth_telling = self.remarks.len() < MOST_REMARKS && !key.id().starts_with('$');
        if let (PropertyKey::Unknown(name), true) = (key, worth_telling) {
            let meant = nearest(name, candidates).map(|near| format!("; did you mean {near}?"));
            self.remarks.push(format!("{path} is not known here and was kept as it is{}", meant.unwrap_or_default()));
        }
    }
}

fn place_of(broken: Broken, records: &BTreeMap<RecordId, Found>) -> FileError {
    match broken {
        Broken::TooDeep(record) => match records.get(&record) {
            Some(found) => found.spot.wrong_field(Property::Parent.id(), Problem::TooDeep(DEEPEST_NESTING)),
            None => whole(Problem::TooDeep(DEEPEST_NESTING)),
        },
        Broken::Refused(Refusal { record, property, reason }) => match (records.get(&record), property) {
            (Some(found), Some(key)) => found.spot.wrong_field(field_of(&key), Problem::Refused(reason)),
            (Some(found), None) => found.spot.wrong(Problem::Refused(reason)),
            (None, _) => whole(Problem::Refused(reason)),
        },
    }
}
