/**
 * How often accounts and addresses may ask, what becomes of attempts that fail, and what is said where the process runs
 * out of something. Endpoints know nothing of it but {@link org.symbolon.http.server.Admission}. Internal to the HTTP
 * service.
 */
@NullMarked
package org.symbolon.http.limit;

import org.jspecify.annotations.NullMarked;
