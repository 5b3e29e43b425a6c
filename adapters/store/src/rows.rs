//! Columns of rows as values, and lists of values in queries.

use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{Encode, QueryBuilder, Row, Type};

/// Bytes of a fixed number.
pub(crate) fn array<const N: usize>(row: &SqliteRow, column: &str) -> Result<[u8; N], sqlx::Error> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map_err(undecodable)
}

/// A number without a sign, stored as the bits that it is.
pub(crate) fn unsigned(row: &SqliteRow, column: &str) -> Result<u64, sqlx::Error> {
    row.try_get::<i64, _>(column).map(i64::cast_unsigned)
}

/// What is stored is not what was put there.
pub(crate) fn undecodable(cause: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(cause))
}

/// A query that goes on with these values in brackets.
pub(crate) fn among<T>(sql: &str, values: impl IntoIterator<Item = T>) -> QueryBuilder<Sqlite>
where
    T: for<'q> Encode<'q, Sqlite> + Type<Sqlite>,
{
    let mut query = QueryBuilder::new(sql);
    query.push("(");
    let mut list = query.separated(", ");
    for value in values {
        list.push_bind(value);
    }
    query.push(")");
    query
}
