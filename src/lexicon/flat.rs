//! Lists and tables that lie in memory as they lie in the image of a lexicon: nothing need be read
//! before something is looked up, and most of it never is.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a [`Flat`] list can hold: something that fits into `N` bytes.
pub trait Record<const N: usize>: Copy {
    /// Its bytes.
    fn bytes(self) -> [u8; N];
    /// Of such bytes.
    fn of(bytes: [u8; N]) -> Self;
}

impl Record<4> for u32 {
    fn bytes(self) -> [u8; 4] {
        self.to_le_bytes()
    }

    fn of(bytes: [u8; 4]) -> u32 {
        u32::from_le_bytes(bytes)
    }
}

/// The `N` bytes from `at` on.
pub fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    std::array::from_fn(|i| bytes[at + i])
}

/// A list of records of `N` bytes.
#[derive(Debug, Clone)]
pub struct Flat<T, const N: usize> {
    bytes: Cow<'static, [u8]>,
    of: PhantomData<T>,
}

impl<T, const N: usize> Default for Flat<T, N> {
    fn default() -> Self {
        Flat {
            bytes: Cow::Owned(Vec::new()),
            of: PhantomData,
        }
    }
}

impl<T: Record<N>, const N: usize> Flat<T, N> {
    fn records(&self) -> &[[u8; N]] {
        self.bytes.as_chunks().0
    }

    /// A list of so many times the same.
    pub fn filled(record: T, times: usize) -> Self {
        let mut out = Flat::default();
        out.fill(record, times);
        out
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.records().len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The record in place `at`.
    #[inline]
    pub fn get(&self, at: usize) -> Option<T> {
        self.records().get(at).map(|bytes| T::of(*bytes))
    }

    /// The record in place `at`, which there must be.
    #[inline]
    pub fn at(&self, at: u32) -> T {
        T::of(self.records()[at as usize])
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = T> + '_ {
        self.records().iter().map(|bytes| T::of(*bytes))
    }

    /// Puts one in place of another.
    #[inline]
    pub fn set(&mut self, at: u32, record: T) {
        self.bytes.to_mut().as_chunks_mut().0[at as usize] = record.bytes();
    }

    /// Adds one.
    pub fn push(&mut self, record: T) {
        self.bytes.to_mut().extend_from_slice(&record.bytes());
    }

    /// Adds the same one until there are so many.
    pub fn fill(&mut self, record: T, until: usize) {
        let bytes = self.bytes.to_mut();
        bytes.reserve((until * N).saturating_sub(bytes.len()));
        while bytes.len() < until * N {
            bytes.extend_from_slice(&record.bytes());
        }
    }

    /// Makes room for so many more.
    pub fn reserve(&mut self, more: usize) {
        self.bytes.to_mut().reserve(more * N);
    }

    /// Gives back room that is not needed.
    pub fn shrink(&mut self) {
        if let Cow::Owned(bytes) = &mut self.bytes {
            bytes.shrink_to_fit();
        }
    }
}

impl<T, const N: usize> Serialize for Flat<T, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

impl<'de: 'static, T, const N: usize> Deserialize<'de> for Flat<T, N> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let bytes: &'de [u8] = Deserialize::deserialize(input)?;
        Ok(Flat {
            bytes: Cow::Borrowed(bytes),
            of: PhantomData,
        })
    }
}

/// A key and what it stands for.
#[derive(Debug, Clone, Copy)]
struct Slot {
    key: u64,
    /// One more than the value; 0 where the slot is free.
    value: u32,
}

impl Slot {
    const FREE: Slot = Slot { key: 0, value: 0 };
}

impl Record<12> for Slot {
    fn bytes(self) -> [u8; 12] {
        let (key, value) = (self.key.to_le_bytes(), self.value.to_le_bytes());
        std::array::from_fn(|i| if i < 8 { key[i] } else { value[i - 8] })
    }

    fn of(bytes: [u8; 12]) -> Slot {
        Slot {
            key: u64::from_le_bytes(part(&bytes, 0)),
            value: u32::from_le_bytes(part(&bytes, 8)),
        }
    }
}

/// Numbers by keys: open addressing, at most three quarters full.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct FlatMap {
    slots: Flat<Slot, 12>,
    len: usize,
}

impl FlatMap {
    /// Number of keys.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no keys.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What a key stands for.
    #[inline]
    pub fn get(&self, key: u64) -> Option<u32> {
        if self.is_empty() {
            return None;
        }
        let (_, slot) = self.find(key);
        slot.value.checked_sub(1)
    }

    /// What a key stands for, `new` if it stood for nothing.
    #[inline]
    pub fn get_or_insert(&mut self, key: u64, new: u32) -> u32 {
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            self.grow(self.len + 1);
        }
        let (at, slot) = self.find(key);
        match slot.value.checked_sub(1) {
            Some(value) => value,
            None => {
                self.slots.set(
                    at,
                    Slot {
                        key,
                        value: new + 1,
                    },
                );
                self.len += 1;
                new
            }
        }
    }

    /// Makes room for so many more keys.
    pub fn reserve(&mut self, more: usize) {
        if (self.len + more) * 4 > self.slots.len() * 3 {
            self.grow(self.len + more);
        }
    }

    /// All keys with what they stand for.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u32)> + '_ {
        let filled = self.slots.iter().filter(|slot| slot.value > 0);
        filled.map(|slot| (slot.key, slot.value - 1))
    }

    /// The slot of a key, or the free one where it would go.
    #[inline]
    fn find(&self, key: u64) -> (u32, Slot) {
        let mask = self.slots.len() as u32 - 1;
        let mut at = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32 & mask;
        loop {
            let slot = self.slots.at(at);
            if slot.value == 0 || slot.key == key {
                return (at, slot);
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self, keys: usize) {
        let size = (keys * 4 / 3 + 1).next_power_of_two().max(16);
        let slots = Flat::filled(Slot::FREE, size);
        let old = std::mem::replace(&mut self.slots, slots);
        for slot in old.iter().filter(|slot| slot.value > 0) {
            let (at, _) = self.find(slot.key);
            self.slots.set(at, slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_again() {
        let mut map = FlatMap::default();
        assert_eq!(map.get(7), None);
        for key in 0..5_000_u64 {
            assert_eq!(map.get_or_insert(key * key, key as u32), key as u32);
        }
        assert_eq!(map.get_or_insert(49, 1), 7);
        assert_eq!((map.len(), map.iter().count()), (5_000, 5_000));
        assert!((0..5_000_u64).all(|key| map.get(key * key) == Some(key as u32)));
        assert_eq!(map.get(3), None);
    }

    #[test]
    fn bytes_are_the_list() {
        let mut list: Flat<u32, 4> = Flat::filled(9, 2);
        list.push(1 << 20);
        list.set(0, 3);
        let bytes: &'static [u8] = postcard::to_stdvec(&list).unwrap().leak();
        let read: Flat<u32, 4> = postcard::from_bytes(bytes).unwrap();
        assert_eq!(read.iter().collect::<Vec<_>>(), [3, 9, 1 << 20]);
        assert_eq!((read.get(2), read.get(3)), (Some(1 << 20), None));
    }
}
