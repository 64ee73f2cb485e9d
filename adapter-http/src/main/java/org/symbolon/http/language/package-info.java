/**
 * The language of a caller, and the sentences of the HTTP interface in other languages. Nothing here reads or changes
 * what programs read: codes and English messages are the same for everybody.
 */
@NullMarked
package org.symbolon.http.language;

import org.jspecify.annotations.NullMarked;
