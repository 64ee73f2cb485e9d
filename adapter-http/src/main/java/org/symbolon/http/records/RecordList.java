package org.symbolon.http.records;

import com.google.common.collect.ImmutableMap;
import org.symbolon.core.Symbolon;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.store.record.RecordPage;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.RecordStore.StartTooFarException;
import org.symbolon.http.server.CallerWork;
import org.symbolon.http.server.RefusedCallException;

/** The records of a query as the parts of one answer, with the place where the next query goes on. */
final class RecordList implements CallerWork.Pages {
    private static final int PAGE_RECORDS = 100;

    private final Symbolon symbolon;
    private final ImmutableMap<Integer, ErrorCode> codes;
    private RecordQuery rest;
    private boolean begun;
    private boolean ended;

    /**
     * A list.
     *
     * @param codes the catalogue, by number
     */
    RecordList(Symbolon symbolon, ImmutableMap<Integer, ErrorCode> codes, RecordQuery query) {
        this.symbolon = symbolon;
        this.codes = codes;
        this.rest = query;
    }

    @Override
    public boolean hasNext() {
        return !ended;
    }

    @Override
    public String next() {
        RecordPage page = find(RecordQuery.builder()
                .from(rest)
                .length(Math.min(rest.length(), PAGE_RECORDS))
                .build());
        int left = rest.length() - page.records().size();
        String opening = begun ? "," : "{\"records\":[";
        String text = (begun && page.records().isEmpty() ? "" : opening) + RecordAnswer.text(page.records(), codes);
        begun = true;
        // A page without records has read as much as an answer may cost.
        if (page.next().isEmpty() || left == 0 || page.records().isEmpty()) {
            ended = true;
            return text + "]"
                    + page.next().map(next -> ",\"next\":\"" + next + "\"").orElse("") + "}";
        }
        rest = RecordQuery.builder()
                .from(rest)
                .start(0)
                .before(page.next())
                .length(left)
                .build();
        return text;
    }

    private RecordPage find(RecordQuery page) {
        try {
            return symbolon.records(page);
        } catch (StartTooFarException e) {
            throw new RefusedCallException(
                    400, "start skips records that are too far apart; before=" + e.place() + " goes on from there");
        }
    }
}
