//! The records of a link as columns.

use linchpin_catalog::RecordType;
use linchpin_document::{Design, Item, PeerId, PropertyKey, RecordId, SortedMap, Transaction, Value};
use std::borrow::Cow;
use std::sync::Arc;

use super::ids;
use super::texts::{TextReader, TextWriter};
use super::values::{self, Places};
use crate::bytes::{ByteError, Reader, Writer};
use crate::imported::{MOST_RECORDS, lasting_values, lasts};
use crate::table::Table;

/// The types every link lists, in this order. It never changes within one version of links.
const FIRST_TYPES: [RecordType; 6] = [
    RecordType::Design,
    RecordType::Component,
    RecordType::Connection,
    RecordType::Boundary,
    RecordType::Note,
    RecordType::Text,
];

/// The types that came later follow behind everything else, and only in links that have any. Types
/// that come later still get a part of their own behind these.
const LATER_TYPES: [RecordType; 5] =
    [RecordType::Endpoint, RecordType::Entity, RecordType::Waiver, RecordType::Override, RecordType::Rule];

/// More values than this are in no design: a small link must not unpack to a large document.
const MOST_VALUES: usize = 20 * MOST_RECORDS;

/// Which records of a type have a property.
mod presence {
    pub const ALL: u8 = 0;
    /// One bit a record.
    pub const BITS: u8 = 1;
    /// How many, then the distances between their places.
    pub const LIST: u8 = 2;
}

/// Writes every record of a design.
pub(crate) fn write(design: &Design) -> Vec<u8> {
    let mut links = LinkWriter { design, peers: Table::default(), places: Places::new(), texts: TextWriter::new() };
    let first = links.part(&FIRST_TYPES);
    let later = links.part(&LATER_TYPES);
    let mut out = Writer::default();
    out.length(links.peers.items().len());
    links.peers.items().iter().for_each(|peer| out.integer(peer.bits()));
    out.bytes(&first.lists);
    out.bytes(&links.texts.finish());
    out.bytes(&first.columns);
    if later.holds_any {
        out.bytes(&later.lists);
        out.bytes(&later.columns);
    }
    out.finish()
}

/// What both parts of a link share.
struct LinkWriter<'a> {
    design: &'a Design,
    peers: Table<PeerId>,
    places: Places,
    texts: TextWriter,
}

/// The records of some types: their ids, and their values in columns.
struct Part {
    lists: Vec<u8>,
    columns: Vec<u8>,
    holds_any: bool,
}

impl LinkWriter<'_> {
    fn part(&mut self, types: &[RecordType]) -> Part {
        let mut lists = Writer::default();
        let mut sorted: Vec<Vec<RecordId>> = Vec::new();
        for record_type in types {
            let mut ids: Vec<RecordId> =
                self.design.of_type(*record_type).filter(|item| lasts(self.design, item)).map(|item| item.id).collect();
            if *record_type != RecordType::Design {
                ids::sort(&mut ids);
                ids::write(&mut lists, &ids, &mut self.peers);
            }
            for id in &ids {
                self.places.insert(*id, self.places.len());
            }
            sorted.push(ids);
        }
        let mut columns = Writer::default();
        for ids in &sorted {
            let items: Vec<&Item> = ids.iter().filter_map(|id| self.design.get(*id)).collect();
            write_columns(&mut columns, self.design, &items, &mut self.texts, &self.places);
        }
        let holds_any = sorted.iter().any(|ids| !ids.is_empty());
        Part { lists: lists.finish(), columns: columns.finish(), holds_any }
    }
}

fn write_columns(out: &mut Writer, design: &Design, items: &[&Item], texts: &mut TextWriter, places: &Places) {
    let mut columns: SortedMap<&PropertyKey, Vec<(usize, Cow<Value>)>> = SortedMap::new();
    for (index, item) in items.iter().enumerate() {
        for (key, value) in lasting_values(design, item) {
            columns.get_or_default(key).push((index, value));
        }
    }
    out.length(columns.len());
    for (key, column) in columns {
        texts.write(out, key.id());
        let (rows, values): (Vec<usize>, Vec<Cow<Value>>) = column.into_iter().unzip();
        write_presence(out, &rows, items.len());
        values::write(out, key, &values, texts, places);
    }
}

fn write_presence(out: &mut Writer, rows: &[usize], count: usize) {
    if rows.len() == count {
        return out.byte(presence::ALL);
    }
    if rows.len() > count / 8 {
        out.byte(presence::BITS);
        let mut bits = vec![0u8; count.div_ceil(8)];
        rows.iter().for_each(|row| bits[row / 8] |= 1 << (row % 8));
        return out.bytes(&bits);
    }
    out.byte(presence::LIST);
    out.length(rows.len());
    let mut next = 0;
    for row in rows {
        out.length(row - next);
        next = row + 1;
    }
}

type Read<T> = Result<T, ByteError>;

/// Reads records as the transaction that creates them.
pub(crate) fn read(bytes: &[u8]) -> Read<Transaction> {
    let reader = &mut Reader::new(bytes);
    let count = reader.length()?;
    let peers = (0..count).map(|_| reader.integer().map(PeerId::from_bits)).collect::<Read<Vec<_>>>()?;
    let mut transaction = Transaction::new();
    let mut lists = vec![vec![RecordId::DESIGN]];
    lists.extend(read_lists(reader, &FIRST_TYPES[1..], &peers, &mut transaction)?);
    let mut all = lists.concat();
    let mut texts = TextReader::read(reader)?;
    let mut budget = MOST_VALUES;
    for records in &lists {
        transaction.extend(read_columns(reader, &all, records, &mut texts, &mut budget)?);
    }
    if !reader.is_empty() {
        let lists = read_lists(reader, &LATER_TYPES, &peers, &mut transaction)?;
        all.extend(lists.concat());
        for records in &lists {
            transaction.extend(read_columns(reader, &all, records, &mut texts, &mut budget)?);
        }
    }
    if reader.is_empty() { Ok(transaction) } else { Err(ByteError::Malformed("something follows the end")) }
}

/// Reads the ids of these types, and creates the records.
fn read_lists(
    reader: &mut Reader,
    types: &[RecordType],
    peers: &[PeerId],
    transaction: &mut Transaction,
) -> Read<Vec<Vec<RecordId>>> {
    let mut lists = Vec::new();
    for record_type in types {
        let ids = ids::read(reader, peers)?;
        for id in &ids {
            transaction.create(*id, *record_type);
        }
        lists.push(ids);
    }
    Ok(lists)
}

fn read_columns(
    reader: &mut Reader,
    all: &[RecordId],
    records: &[RecordId],
    texts: &mut TextReader,
    budget: &mut usize,
) -> Read<Transaction> {
    let mut transaction = Transaction::new();
    for _ in 0..reader.length()? {
        let name: Arc<str> = texts.text(reader)?;
        let key = PropertyKey::from_id(&name);
        let rows = read_presence(reader, records.len())?;
        *budget = budget.checked_sub(rows.len()).ok_or(ByteError::Malformed("it holds too many values"))?;
        let values = values::read(reader, rows.len(), texts, all)?;
        for (row, value) in rows.into_iter().zip(values) {
            transaction.set(records[row], key.clone(), value);
        }
    }
    Ok(transaction)
}

fn read_presence(reader: &mut Reader, count: usize) -> Read<Vec<usize>> {
    match reader.byte()? {
        presence::ALL => Ok((0..count).collect()),
        presence::BITS => {
            let bits = reader.bytes(count.div_ceil(8))?;
            Ok((0..count).filter(|row| bits[row / 8] >> (row % 8) & 1 == 1).collect())
        }
        presence::LIST => {
            let mut rows = Vec::new();
            for _ in 0..reader.length()? {
                let skipped = reader.index(count)?;
                let row = rows.last().map_or(0, |row| row + 1) + skipped;
                rows.push(row);
            }
            if rows.last().is_some_and(|row| *row >= count) {
                return Err(ByteError::Malformed("a reference leads nowhere"));
            }
            Ok(rows)
        }
        _ => Err(ByteError::Malformed("a column of an unknown form")),
    }
}
