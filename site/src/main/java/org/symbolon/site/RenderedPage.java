package org.symbolon.site;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;

/**
 * A page of the site without what all pages have around their content.
 *
 * @param html the content
 * @param anchors what links can lead to
 * @param sections in their order; the first is the page's title
 */
record RenderedPage(Page page, String html, ImmutableSet<String> anchors, ImmutableList<Section> sections) {
    /**
     * A part of a page under one heading, which the search finds.
     *
     * @param id of the heading, which is the anchor
     * @param level of the heading, 1 for the page's title
     */
    record Section(String id, int level, String heading, String text) {}

    String title() {
        return sections.get(0).heading();
    }
}
