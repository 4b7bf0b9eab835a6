//! The ids of a link: made ones as their peer and the distance to the one before, others as text.

use linchpin_document::{Arrange, PeerId, RecordId};

use crate::bytes::{ByteError, Reader, Writer};
use crate::imported::MOST_RECORDS;
use crate::table::Table;

/// Ids in the order that makes them short: by peer and serial number, those chosen by people first.
pub(crate) fn sort(ids: &mut [RecordId]) {
    ids.arrange_by_key(|id| (id.maker(), *id));
}

/// Writes sorted ids: runs of one peer each, then the distances, then the texts.
pub(crate) fn write(out: &mut Writer, ids: &[RecordId], peers: &mut Table<PeerId>) {
    let makers: Vec<Option<(PeerId, u32)>> = ids.iter().map(|id| id.maker()).collect();
    out.length(ids.len());
    for run in makers.chunk_by(|a, b| a.map(|made| made.0) == b.map(|made| made.0)) {
        out.length(run[0].map_or(0, |(peer, _)| peers.place(&peer) + 1));
        out.length(run.len());
    }
    let mut before = 0;
    for (_, serial) in makers.iter().flatten() {
        out.signed(i64::from(*serial) - before);
        before = i64::from(*serial) + 1;
    }
    ids.iter().filter(|id| id.maker().is_none()).for_each(|id| out.text(&id.to_string()));
}

/// Reads what [`write`] wrote.
pub(crate) fn read(reader: &mut Reader, peers: &[PeerId]) -> Result<Vec<RecordId>, ByteError> {
    let count = reader.integer()?;
    // Ids take a byte each at least, beside their runs.
    let count = usize::try_from(count).ok().filter(|count| *count <= reader.remaining()).ok_or(ByteError::Truncated)?;
    if count > MOST_RECORDS {
        return Err(ByteError::Malformed("it holds too many records"));
    }
    let mut makers: Vec<Option<PeerId>> = Vec::new();
    while makers.len() < count {
        let maker = reader.index(peers.len() + 1)?.checked_sub(1).map(|peer| peers[peer]);
        let run = usize::try_from(reader.integer()?).unwrap_or(usize::MAX);
        if run == 0 || run > count - makers.len() {
            return Err(ByteError::Malformed("ids are counted wrongly"));
        }
        makers.extend(std::iter::repeat_n(maker, run));
    }
    let wrong = ByteError::Malformed("an id cannot be");
    let mut before = 0i64;
    let mut serials = Vec::new();
    for peer in makers.iter().flatten() {
        let serial = before.checked_add(reader.signed()?).and_then(|serial| u32::try_from(serial).ok()).ok_or(wrong)?;
        before = i64::from(serial) + 1;
        serials.push(RecordId::made_by(*peer, serial));
    }
    let mut serials = serials.into_iter();
    let id = |maker: Option<PeerId>| match maker {
        Some(_) => serials.next().ok_or(wrong),
        None => RecordId::parse(reader.text()?).map_err(|_| wrong),
    };
    makers.into_iter().map(id).collect()
}
