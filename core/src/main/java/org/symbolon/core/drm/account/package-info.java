/**
 * SPI: what a DRM lets operators choose for each account, and the document that it serves to an account's players. A
 * plug-in describes both as data; core stores the choices and finds the account that a player belongs to.
 */
@NullMarked
package org.symbolon.core.drm.account;

import org.jspecify.annotations.NullMarked;
