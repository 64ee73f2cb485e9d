/**
 * Files that only their owner can read, locks on files between processes, and the pause between two attempts at a lock.
 * Internal to this module.
 */
@NullMarked
package org.symbolon.store.jdbc.file;

import org.jspecify.annotations.NullMarked;
