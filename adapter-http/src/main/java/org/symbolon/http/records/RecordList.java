package org.symbolon.http.records;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.Symbolon;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.store.record.RecordCursor;
import org.symbolon.core.store.record.RecordQuery;
import org.symbolon.core.store.record.TransactionRecord;
import org.symbolon.http.server.CallerWork;

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
        RecordQuery page = RecordQuery.builder().from(rest).length(pageSize()).build();
        ImmutableList<TransactionRecord> found = symbolon.records(page);
        Optional<RecordCursor> place = page.next(found);
        int left = rest.length() - found.size();
        String opening = begun ? "," : "{\"records\":[";
        String text = (begun && found.isEmpty() ? "" : opening) + RecordAnswer.text(found, codes);
        begun = true;
        if (place.isEmpty() || left == 0) {
            ended = true;
            return text + "]" + place.map(next -> ",\"next\":\"" + next + "\"").orElse("") + "}";
        }
        rest = RecordQuery.builder()
                .from(rest)
                .start(0)
                .before(place)
                .length(left)
                .build();
        return text;
    }

    /** After a start within one millisecond nobody could say where the second page begins, so there is one page. */
    private int pageSize() {
        return rest.start() > 0 ? rest.length() : Math.min(rest.length(), PAGE_RECORDS);
    }
}
