/**
 * Internal: how the service logs, besides the lines of requests: the form of events, the settings, and the traces of
 * callers. The other packages of the HTTP adapter use this package, and it uses none of them.
 */
@NullMarked
package org.symbolon.http.log;

import org.jspecify.annotations.NullMarked;
