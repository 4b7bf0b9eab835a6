//! The designs kept in this browser.

use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use linchpin_document::{Arrange, Document, Op, PeerId};
use linchpin_figures::decimal;
use linchpin_format::snapshot;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbKeyRange};

use super::database::{INDEX, LOG, SNAPSHOTS, Trouble, bytes, done, end, kept, open, store, transaction};
use crate::platform;

/// Logs longer than this are folded into the snapshot when their design is opened.
const LONGEST_LOG: u32 = 64;
/// Deleted designs are kept this long, so that a deletion can be undone even after a reload.
const KEPT_AFTER_DELETION: f64 = 30.0 * 24.0 * 3600.0 * 1000.0;

/// The fields of a row of the list of designs.
const TITLE: &str = "title";
const MODIFIED: &str = "modified";
const COMPONENTS: &str = "components";
const DELETED: &str = "deleted";

/// The identity of a stored design, unique in this browser.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DesignId(String);

impl DesignId {
    /// A new one.
    pub fn fresh() -> Self {
        Self(format!("{:013x}", platform::random_bits() >> 12))
    }

    /// Reads one from an address; only what this page writes itself passes.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 13 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        well_formed.then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn key(&self) -> JsValue {
        JsValue::from_str(&self.0)
    }

    /// All log entries of this design: keys are `<design>/<rest>`, and `0` follows `/`.
    fn log(&self) -> Result<JsValue, Trouble> {
        let (low, high) = (format!("{}/", self.0), format!("{}0", self.0));
        Ok(IdbKeyRange::bound_with_lower_open_and_upper_open(&low.into(), &high.into(), false, true)?.into())
    }
}

/// A row of the list of designs.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Which design, filled in from its key.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was last changed, in milliseconds since the epoch.
    pub modified: f64,
    /// How many components it has.
    pub components: usize,
    /// When it was deleted, if it was.
    pub deleted: Option<f64>,
}

/// Access to the stored designs.
#[derive(Clone)]
pub struct Library {
    database: IdbDatabase,
    /// Keeps the keys of this tab apart from those of others.
    tab: PeerId,
}

impl Library {
    /// Opens the library.
    pub async fn open(tab: PeerId) -> Result<Self, Trouble> {
        Ok(Self { database: open().await?, tab })
    }

    /// Every design that is not deleted, latest first.
    pub async fn list(&self) -> Result<Vec<Entry>, Trouble> {
        let mut entries = self.entries().await?;
        entries.retain(|entry| entry.deleted.is_none());
        entries.arrange_by(|a, b| b.modified.total_cmp(&a.modified));
        Ok(entries)
    }

    async fn entries(&self) -> Result<Vec<Entry>, Trouble> {
        let tx = transaction(&self.database, &[INDEX], false)?;
        let index = store(&tx, INDEX)?;
        let keys: Array = done(index.get_all_keys()?).await?.unchecked_into();
        let values: Array = done(index.get_all()?).await?.unchecked_into();
        let rows = keys.iter().zip(values.iter());
        Ok(rows.filter_map(|(key, value)| read_entry(&key, &value)).collect())
    }

    /// Whether there is such a design, deleted or not.
    pub async fn find(&self, id: &DesignId) -> Result<Option<Entry>, Trouble> {
        let tx = transaction(&self.database, &[INDEX], false)?;
        let value = done(store(&tx, INDEX)?.get(&id.key())?).await?;
        Ok(read_entry(&id.key(), &value))
    }

    /// All ops of a design. A long log is folded into the snapshot on the way.
    pub async fn load(&self, id: &DesignId) -> Result<Vec<Op>, Trouble> {
        let tx = transaction(&self.database, &[SNAPSHOTS, LOG], true)?;
        let (snapshots, log) = (store(&tx, SNAPSHOTS)?, store(&tx, LOG)?);
        let mut ops = Vec::new();
        let snapshot = done(snapshots.get(&id.key())?).await?;
        if !snapshot.is_undefined() {
            ops.extend(read_ops(&snapshot)?);
        }
        let entries: Array = done(log.get_all_with_key(&id.log()?)?).await?.unchecked_into();
        for entry in entries.iter() {
            ops.extend(read_ops(&entry)?);
        }
        if entries.length() > LONGEST_LOG {
            let mut document = Document::new(self.tab);
            document.merge(&ops);
            let merged: Vec<Op> = document.ops().collect();
            done(snapshots.put_with_key(&write_ops(&merged), &id.key())?).await?;
            done(log.delete(&id.log()?)?).await?;
            ops = merged;
        }
        kept(tx).await?;
        Ok(ops)
    }

    /// Adds ops to a design's log and brings its row up to date, both or neither. All is said before anything is
    /// waited for, so that the browser carries it out even if the page is gone by then.
    pub async fn append(&self, id: &DesignId, ops: &[Op], entry: &Entry) -> Result<(), Trouble> {
        let tx = transaction(&self.database, &[LOG, INDEX], true)?;
        if !ops.is_empty() {
            let when = decimal(platform::now() + platform::uptime().fract(), 3);
            let key = format!("{}/{when}-{}", id.as_str(), self.tab);
            let key = format!("{key}-{}", platform::random_bits() & 0xffff);
            store(&tx, LOG)?.put_with_key(&write_ops(ops), &key.into())?;
        }
        store(&tx, INDEX)?.put_with_key(&write_entry(entry), &id.key())?;
        end(&tx)?;
        kept(tx).await
    }

    /// Marks a design as deleted, or takes the mark away.
    pub async fn set_deleted(&self, id: &DesignId, deleted: bool) -> Result<(), Trouble> {
        let Some(mut entry) = self.find(id).await? else { return Ok(()) };
        entry.deleted = deleted.then(platform::now);
        self.append(id, &[], &entry).await
    }

    /// Removes designs that were deleted long ago.
    pub async fn purge(&self) -> Result<(), Trouble> {
        let too_old = |entry: &Entry| entry.deleted.is_some_and(|at| platform::now() - at > KEPT_AFTER_DELETION);
        for entry in self.entries().await?.into_iter().filter(too_old) {
            let id = DesignId(entry.id);
            let tx = transaction(&self.database, &[INDEX, SNAPSHOTS, LOG], true)?;
            done(store(&tx, LOG)?.delete(&id.log()?)?).await?;
            done(store(&tx, SNAPSHOTS)?.delete(&id.key())?).await?;
            done(store(&tx, INDEX)?.delete(&id.key())?).await?;
            kept(tx).await?;
        }
        Ok(())
    }
}

/// A row is kept as JSON text, which the browser itself reads and writes.
fn read_entry(key: &JsValue, value: &JsValue) -> Option<Entry> {
    let row = JSON::parse(&value.as_string()?).ok()?;
    let field = |name: &str| Reflect::get(&row, &name.into()).ok();
    Some(Entry {
        id: key.as_string()?,
        title: field(TITLE)?.as_string()?,
        modified: field(MODIFIED)?.as_f64()?,
        components: field(COMPONENTS)?.as_f64()? as usize,
        deleted: field(DELETED)?.as_f64(),
    })
}

fn write_entry(entry: &Entry) -> JsValue {
    let row = Object::new();
    let fields = [
        (TITLE, entry.title.as_str().into()),
        (MODIFIED, entry.modified.into()),
        (COMPONENTS, (entry.components as f64).into()),
        (DELETED, entry.deleted.map_or(JsValue::NULL, JsValue::from)),
    ];
    for (name, value) in &fields {
        // A new object takes any field.
        let _ = Reflect::set(&row, &(*name).into(), value);
    }
    // A row is plain text and numbers, which JSON always takes.
    JSON::stringify(&row).map(JsValue::from).unwrap_or_default()
}

fn read_ops(value: &JsValue) -> Result<Vec<Op>, Trouble> {
    snapshot::decode(&bytes(value)).map_err(|error| Trouble::Damaged(error.to_string()))
}

fn write_ops(ops: &[Op]) -> JsValue {
    Uint8Array::from(snapshot::encode(ops).as_slice()).into()
}
