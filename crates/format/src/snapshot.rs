//! Ops as bytes, stamps and all: what is stored in the browser and passed between tabs and to the
//! worker.
//!
//! A version byte, a byte saying how the rest is packed (not at all), then tables (peers, texts, records,
//! property names) and the ops as columns of places in them.

use kurbo::{Point, Size};
use linchpin_catalog::RecordType;
use linchpin_document::{Change, Existence, Op, PeerId, PropertyKey, RecordId, Stamp, Transaction, Value};
use std::fmt;
use std::sync::Arc;

use crate::bytes::{ByteError, Reader, Writer};
use crate::table::Table;

/// The version written; higher ones are refused.
const VERSION: u8 = 1;
const PLAIN: u8 = 0;
/// No clock goes beyond what counts exactly everywhere: nobody makes that many changes, and a clock
/// at its end would leave no later one for honest changes.
const LAST_CLOCK: u64 = 1 << 53;

/// Why bytes are no ops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotError {
    /// They were written by a later version.
    Newer(u8),
    /// They are damaged.
    Damaged(ByteError),
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(version) => {
                write!(f, "written by a newer version of Linchpin (format {version}, this one reads up to {VERSION})")
            }
            Self::Damaged(error) => write!(f, "damaged: {error}"),
        }
    }
}

impl From<ByteError> for SnapshotError {
    fn from(error: ByteError) -> Self {
        Self::Damaged(error)
    }
}

/// Ops as bytes, quickly.
pub fn encode(ops: &[Op]) -> Vec<u8> {
    let mut bytes = vec![VERSION, PLAIN];
    bytes.extend(write(ops));
    bytes
}

/// The ops in such bytes.
///
/// # Errors
/// When the bytes are damaged, or of a later version.
pub fn decode(bytes: &[u8]) -> Result<Vec<Op>, SnapshotError> {
    let mut reader = Reader::new(bytes);
    let version = reader.byte()?;
    if version > VERSION {
        return Err(SnapshotError::Newer(version));
    }
    let packing = reader.byte()?;
    let rest = reader.bytes(reader.remaining())?;
    if packing != PLAIN {
        return Err(ByteError::Malformed("the packing is unknown").into());
    }
    Ok(read(rest)?)
}

/// A transaction as bytes: the draft of a gesture, sent to the worker on every frame.
pub fn encode_draft(draft: &Transaction) -> Vec<u8> {
    let stamp = Stamp { clock: 0, peer: PeerId::from_bits(0) };
    let ops: Vec<Op> = draft.changes().map(|(record, change)| Op { stamp, record, change: change.clone() }).collect();
    encode(&ops)
}

/// The transaction in such bytes.
///
/// # Errors
/// As for [`decode`].
pub fn decode_draft(bytes: &[u8]) -> Result<Transaction, SnapshotError> {
    let mut draft = Transaction::new();
    for op in decode(bytes)? {
        draft.push(op.record, op.change);
    }
    Ok(draft)
}

/// The tables ops refer to.
#[derive(Default)]
struct Tables {
    peers: Table<PeerId>,
    texts: Table<Arc<str>>,
    records: Table<RecordId>,
    keys: Table<PropertyKey>,
}

fn write(ops: &[Op]) -> Vec<u8> {
    let mut tables = Tables::default();
    let mut columns = Writer::default();
    columns.length(ops.len());
    let mut clock = 0;
    for op in ops {
        columns.length(tables.peers.place(&op.stamp.peer));
        // Clocks stay far below the sign bit.
        columns.signed(op.stamp.clock.min(LAST_CLOCK) as i64 - clock);
        clock = op.stamp.clock.min(LAST_CLOCK) as i64;
    }
    ops.iter().for_each(|op| columns.length(tables.records.place(&op.record)));
    for op in ops {
        match &op.change {
            Change::Exist(_) => columns.length(0),
            Change::Set(key, _) => columns.length(tables.keys.place(key) + 1),
        }
    }
    ops.iter().for_each(|op| tables.write_value(&mut columns, &op.change));
    let mut bytes = tables.write();
    bytes.extend(columns.finish());
    bytes
}

/// What a change writes, by the number before it.
mod tag {
    pub const UNSET: u8 = 0;
    pub const TEXT: u8 = 1;
    pub const NUMBER: u8 = 2;
    pub const FALSE: u8 = 3;
    pub const TRUE: u8 = 4;
    pub const REFERENCE: u8 = 5;
    pub const POINT: u8 = 6;
    pub const SIZE: u8 = 7;
    pub const OPAQUE: u8 = 8;
    pub const REFERENCES: u8 = 9;
}

impl Tables {
    fn write_value(&mut self, out: &mut Writer, change: &Change) {
        match change {
            Change::Exist(existence) => {
                out.byte(u8::from(existence.alive));
                out.length(self.texts.place(&existence.record_type.id().into()));
            }
            Change::Set(_, None) => out.byte(tag::UNSET),
            Change::Set(_, Some(value)) => self.write_set(out, value),
        }
    }

    fn write_set(&mut self, out: &mut Writer, value: &Value) {
        let mut pair = |tag, first, second| {
            out.byte(tag);
            out.number(first);
            out.number(second);
        };
        match value {
            Value::Point(point) => pair(tag::POINT, point.x, point.y),
            Value::Size(size) => pair(tag::SIZE, size.width, size.height),
            Value::Number(number) => {
                out.byte(tag::NUMBER);
                out.number(*number);
            }
            Value::Flag(flag) => out.byte(if *flag { tag::TRUE } else { tag::FALSE }),
            Value::Text(text) => {
                out.byte(tag::TEXT);
                out.length(self.texts.place(text));
            }
            Value::Opaque(text) => {
                out.byte(tag::OPAQUE);
                out.length(self.texts.place(text));
            }
            Value::Reference(id) => {
                out.byte(tag::REFERENCE);
                out.length(self.records.place(id));
            }
            Value::References(ids) => {
                out.byte(tag::REFERENCES);
                out.length(ids.len());
                ids.iter().for_each(|id| out.length(self.records.place(id)));
            }
        }
    }

    fn write(mut self) -> Vec<u8> {
        let mut lists = Writer::default();
        lists.length(self.records.items().len());
        for record in self.records.items() {
            match record.maker() {
                Some((peer, serial)) => {
                    lists.length(self.peers.place(&peer) + 1);
                    lists.integer(serial.into());
                }
                None => {
                    lists.byte(0);
                    lists.text(&record.to_string());
                }
            }
        }
        lists.length(self.keys.items().len());
        self.keys.items().iter().for_each(|key| lists.text(key.id()));
        let mut out = Writer::default();
        out.length(self.peers.items().len());
        self.peers.items().iter().for_each(|peer| out.integer(peer.bits()));
        out.length(self.texts.items().len());
        self.texts.items().iter().for_each(|text| out.text(text));
        out.bytes(&lists.finish());
        out.finish()
    }
}

/// The tables as read.
struct Lists {
    peers: Vec<PeerId>,
    texts: Vec<Arc<str>>,
    records: Vec<RecordId>,
    keys: Vec<PropertyKey>,
}

type Read<T> = Result<T, ByteError>;

fn read(bytes: &[u8]) -> Read<Vec<Op>> {
    let mut reader = Reader::new(bytes);
    let lists = read_lists(&mut reader)?;
    let count = reader.length()?;
    let mut clock = 0;
    let stamps = read_list(count, || read_stamp(&mut reader, &lists, &mut clock))?;
    let records = read_list(count, || Ok(lists.records[reader.index(lists.records.len())?]))?;
    let keys = read_list(count, || reader.index(lists.keys.len() + 1))?;
    let mut ops = Vec::with_capacity(count);
    for ((stamp, record), key) in stamps.into_iter().zip(records).zip(keys) {
        let change = match key.checked_sub(1) {
            None => Change::Exist(read_existence(&mut reader, &lists)?),
            Some(key) => Change::Set(lists.keys[key].clone(), read_set(&mut reader, &lists)?),
        };
        ops.push(Op { stamp, record, change });
    }
    if reader.is_empty() { Ok(ops) } else { Err(ByteError::Malformed("something follows the end")) }
}

/// Reads as many as announced; each takes at least a byte, which the count was checked against.
fn read_list<T>(count: usize, read: impl FnMut() -> Read<T>) -> Read<Vec<T>> {
    std::iter::repeat_with(read).take(count).collect()
}

fn read_lists(reader: &mut Reader) -> Read<Lists> {
    let count = reader.length()?;
    let peers = read_list(count, || reader.integer().map(PeerId::from_bits))?;
    let count = reader.length()?;
    let texts = read_list(count, || reader.text().map(Arc::from))?;
    let count = reader.length()?;
    let records = read_list(count, || read_record(reader, &peers))?;
    let count = reader.length()?;
    let keys = read_list(count, || reader.text().map(PropertyKey::from_id))?;
    Ok(Lists { peers, texts, records, keys })
}

fn read_record(reader: &mut Reader, peers: &[PeerId]) -> Read<RecordId> {
    match reader.index(peers.len() + 1)?.checked_sub(1) {
        None => RecordId::parse(reader.text()?).map_err(|_| ByteError::Malformed("an id cannot be")),
        Some(peer) => {
            let serial = u32::try_from(reader.integer()?).map_err(|_| ByteError::Malformed("an id cannot be"))?;
            Ok(RecordId::made_by(peers[peer], serial))
        }
    }
}

fn read_stamp(reader: &mut Reader, lists: &Lists, clock: &mut i64) -> Read<Stamp> {
    let peer = lists.peers[reader.index(lists.peers.len())?];
    *clock = clock.checked_add(reader.signed()?).unwrap_or(-1);
    let valid = u64::try_from(*clock).ok().filter(|clock| *clock <= LAST_CLOCK);
    Ok(Stamp { clock: valid.ok_or(ByteError::Malformed("a clock cannot be"))?, peer })
}

fn read_existence(reader: &mut Reader, lists: &Lists) -> Read<Existence> {
    let alive = reader.byte()? == 1;
    let name = &lists.texts[reader.index(lists.texts.len())?];
    let record_type = RecordType::ALL.into_iter().find(|record_type| record_type.id() == &**name);
    Ok(Existence { record_type: record_type.ok_or(ByteError::Malformed("a type of record is unknown"))?, alive })
}

fn read_set(reader: &mut Reader, lists: &Lists) -> Read<Option<Value>> {
    let tag = reader.byte()?;
    let text = |reader: &mut Reader| Ok(lists.texts[reader.index(lists.texts.len())?].clone());
    Ok(Some(match tag {
        tag::UNSET => return Ok(None),
        tag::TEXT => Value::Text(text(reader)?),
        tag::NUMBER => Value::Number(reader.number()?),
        tag::FALSE => Value::Flag(false),
        tag::TRUE => Value::Flag(true),
        tag::REFERENCE => Value::Reference(lists.records[reader.index(lists.records.len())?]),
        tag::REFERENCES => {
            let count = reader.length()?;
            read_list(count, || Ok(lists.records[reader.index(lists.records.len())?]))?.into()
        }
        tag::POINT => Value::Point(Point::new(reader.number()?, reader.number()?)),
        tag::SIZE => Value::Size(Size::new(reader.number()?, reader.number()?)),
        tag::OPAQUE => Value::Opaque(text(reader)?),
        _ => return Err(ByteError::Malformed("a value of an unknown type")),
    }))
}
