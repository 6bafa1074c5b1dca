/** Tables as they are: their description, rows and checksums, alike on every database. */
@NullMarked
package dev.aischeduler.db.transfer.table;

import org.jspecify.annotations.NullMarked;
