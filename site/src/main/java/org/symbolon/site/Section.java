package org.symbolon.site;

/**
 * A part of a page under one heading, which the search finds.
 *
 * @param id of the heading, which is the anchor
 * @param level of the heading, 1 for the page's title
 */
record Section(String id, int level, String heading, String text) {}
