/**
 * The description of the service for programs, in OpenAPI 3.1: made from the parameters, forms and error codes that
 * core and the plug-ins describe, and served at {@code /openapi.json}. Internal to the HTTP service.
 */
@NullMarked
package org.symbolon.http.openapi;

import org.jspecify.annotations.NullMarked;
