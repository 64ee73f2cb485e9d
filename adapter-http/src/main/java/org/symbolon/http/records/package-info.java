/**
 * The endpoint at which an account reads what became of its tokens, {@code /cmiapi/getrecord/}. Internal to the HTTP
 * service.
 */
@NullMarked
package org.symbolon.http.records;

import org.jspecify.annotations.NullMarked;
