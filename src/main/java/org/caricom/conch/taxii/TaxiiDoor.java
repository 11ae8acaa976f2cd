package org.caricom.conch.taxii;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.caricom.conch.domain.Role;
import org.caricom.conch.http.Allow;
import org.caricom.conch.http.Answer;
import org.caricom.conch.http.Door;
import org.caricom.conch.http.Exchange;
import org.caricom.conch.http.Handler;
import org.caricom.conch.http.Problem;
import org.caricom.conch.http.ProblemType;
import org.caricom.conch.http.Routes;
import org.caricom.conch.json.Json;
import org.caricom.conch.sharing.Collection;
import org.caricom.conch.sharing.Publications;
import org.caricom.conch.sharing.PullLog;
import org.caricom.conch.stix.StixId;
import org.caricom.conch.taxii.TaxiiPages.Listing;

/// TAXII 2.1 over the built-in collections and those beyond them, CONTRACT.md section 4. Each caller sees the
/// collections that it may read or write; others do not exist for it.
public final class TaxiiDoor {
    private static final String ROOT = "/taxii2/caricom/";
    private static final Door MANNERS = new Door("/taxii2/", Door.Credential.TOKEN, TaxiiErrors::answer);
    private static final Allow READERS = Allow.roles(Role.PARTNER, Role.ANALYST, Role.COORDINATOR, Role.AUDITOR);

    private static final Listing OBJECTS = new Listing("objects", "objects", TaxiiItem::json);
    private static final Listing MANIFEST = new Listing("manifest", "objects", TaxiiDoor::manifestEntry);
    private static final Listing VERSIONS = new Listing("versions", "versions", item -> "\"" + item.version() + "\"");

    private final TaxiiPages pages;
    private final List<FurtherCollections> further;
    private final int maxContentLength;

    /// @param further          where collections beyond the built-in ones come from
    /// @param maxContentLength bytes of a posted body that the hub takes, as the API root tells
    public TaxiiDoor(Publications publications, PullLog pulls, List<FurtherCollections> further, int maxContentLength) {
        this.pages = new TaxiiPages(publications, pulls);
        this.further = List.copyOf(further);
        this.maxContentLength = maxContentLength;
    }

    public void mount(Routes routes) {
        Routes taxii = routes.through(MANNERS);
        get(taxii, "/taxii2/", Allow.anyone(), this::discovery);
        get(taxii, ROOT, READERS, this::apiRoot);
        get(taxii, ROOT + "status/:status/", READERS, this::status);
        get(taxii, ROOT + "collections/", READERS, this::collections);
        get(taxii, ROOT + "collections/:collection/", READERS, this::collection);
        get(taxii, ROOT + "collections/:collection/manifest/", READERS, this::manifest);
        get(taxii, ROOT + "collections/:collection/objects/", READERS, this::objects);
        get(taxii, ROOT + "collections/:collection/objects/:object/", READERS, this::object);
        get(taxii, ROOT + "collections/:collection/objects/:object/versions/", READERS, this::versions);
        for (String form : forms(ROOT + "collections/:collection/objects/")) {
            taxii.post(form, READERS, this::post, maxContentLength);
        }
        for (String form : forms(ROOT + "collections/:collection/objects/:object/")) {
            taxii.delete(form, READERS, this::delete);
        }
    }

    private static void get(Routes routes, String path, Allow allow, Handler handler) {
        for (String form : forms(path)) {
            routes.get(form, allow, exchange -> {
                exchange.negotiate(TaxiiJson.TYPE);
                return handler.handle(exchange);
            });
        }
    }

    /// With and without the slash at the end: a redirect would lose some clients their credentials.
    private static List<String> forms(String path) {
        return List.of(path, path.substring(0, path.length() - 1));
    }

    private Answer discovery(Exchange exchange) {
        ObjectNode discovery = Json.object()
                .put("title", "Conch, the CARICOM cyber incident exchange")
                .put("description", "Anonymised indicators of the Caribbean Community, by TLP 2.0")
                .put("default", exchange.publicUrl() + ROOT);
        discovery.putArray("api_roots").add(exchange.publicUrl() + ROOT);
        return json(discovery);
    }

    private Answer apiRoot(Exchange exchange) {
        ObjectNode root = Json.object().put("title", "CARICOM");
        root.putArray("versions").add(TaxiiJson.TYPE);
        return json(root.put("max_content_length", maxContentLength));
    }

    private Answer collections(Exchange exchange) {
        ObjectNode answer = Json.object();
        ArrayNode array = Json.array();
        Collection.readableBy(exchange.caller()).forEach(collection -> array.add(describe(collection)));
        for (FurtherCollections source : further) {
            source.of(exchange.caller()).forEach(one -> array.add(describe(one)));
        }
        if (!array.isEmpty()) {
            answer.set("collections", array);
        }
        return json(answer);
    }

    private Answer collection(Exchange exchange) throws Problem {
        Collection builtIn = Collection.parse(exchange.path("collection"));
        return json(builtIn == null ? describe(further(exchange)) : describe(readable(exchange, builtIn)));
    }

    private static ObjectNode describe(FurtherCollection collection) {
        ObjectNode node = Json.object().put("id", collection.id().toString()).put("title", collection.title());
        if (collection.description() != null) {
            node.put("description", collection.description());
        }
        if (collection.alias() != null) {
            node.put("alias", collection.alias());
        }
        node.put("can_read", collection.canRead()).put("can_write", collection.canWrite());
        node.putArray("media_types").add(TaxiiJson.STIX);
        return node;
    }

    private static ObjectNode describe(Collection collection) {
        ObjectNode node = Json.object()
                .put("id", collection.id().toString())
                .put("title", collection.title() + " (" + collection.tlp().label() + ")")
                .put("description", "What may be read under " + collection.tlp().label() + " or wider")
                .put("alias", collection.alias())
                .put("can_read", true)
                .put("can_write", false);
        node.putArray("media_types").add(TaxiiJson.STIX);
        return node;
    }

    private Answer objects(Exchange exchange) throws Problem {
        return list(exchange, OBJECTS);
    }

    private Answer manifest(Exchange exchange) throws Problem {
        return list(exchange, MANIFEST);
    }

    private Answer list(Exchange exchange, Listing listing) throws Problem {
        TaxiiFilters filters = TaxiiFilters.read(exchange);
        Collection builtIn = Collection.parse(exchange.path("collection"));
        TaxiiPage page = builtIn == null
                ? TaxiiPages.read(exchange, toRead(further(exchange)), listing, filters)
                : pages.read(exchange, readable(exchange, builtIn), listing, filters);
        return page.answer();
    }

    private Answer object(Exchange exchange) throws Problem {
        return ofObject(exchange, OBJECTS, TaxiiFilters.read(exchange).of(id(exchange)));
    }

    private Answer versions(Exchange exchange) throws Problem {
        return ofObject(
                exchange, VERSIONS, TaxiiFilters.read(exchange).of(id(exchange)).withAllVersions());
    }

    /// A page about one object: an object that is there but not as filtered is an empty page, none at all is not found.
    private Answer ofObject(Exchange exchange, Listing listing, TaxiiFilters filters) throws Problem {
        Collection builtIn = Collection.parse(exchange.path("collection"));
        TaxiiPage page;
        boolean held;
        if (builtIn == null) {
            FurtherCollection collection = toRead(further(exchange));
            page = TaxiiPages.read(exchange, collection, listing, filters);
            held = !page.isEmpty() || TaxiiPages.holds(collection, filters.ids());
        } else {
            page = pages.read(exchange, readable(exchange, builtIn), listing, filters);
            held = !page.isEmpty() || pages.holds(builtIn, filters.ids());
        }
        if (!held) {
            throw Problem.notFound();
        }
        return page.answer();
    }

    private static String manifestEntry(TaxiiItem item) {
        return Json.text(Json.object()
                .put("id", item.id())
                .put("date_added", TaxiiJson.time(item.addedAt()))
                .put("version", item.version())
                .put("media_type", TaxiiJson.STIX));
    }

    private Answer post(Exchange exchange) throws Problem {
        Collection builtIn = Collection.parse(exchange.path("collection"));
        if (builtIn != null) {
            readable(exchange, builtIn);
            throw Problem.of(ProblemType.NOT_ALLOWED, "This collection is filled by the exchange alone.");
        }
        FurtherCollection collection = further(exchange);
        if (!collection.canWrite()) {
            throw Problem.of(ProblemType.NOT_ALLOWED, "You may read this collection, but not write to it.");
        }
        exchange.negotiate(TaxiiJson.TYPE);
        if (!TaxiiJson.isTaxii(exchange.header("Content-Type"))) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send a TAXII envelope as " + TaxiiJson.TYPE + ".");
        }
        return json(collection.post(exchange.body())).status(202);
    }

    /// TAXII 2.1 §5.7: it takes both rights, and takes away what the filters select, the latest version without any.
    private Answer delete(Exchange exchange) throws Problem {
        Collection builtIn = Collection.parse(exchange.path("collection"));
        if (builtIn != null) {
            readable(exchange, builtIn);
            throw Problem.of(ProblemType.NOT_ALLOWED, "Nothing is taken back by hand from this collection.");
        }
        FurtherCollection collection = further(exchange);
        if (!collection.canRead() || !collection.canWrite()) {
            throw Problem.of(ProblemType.NOT_ALLOWED, "Deleting takes the right to read and the right to write.");
        }
        TaxiiFilters filters = TaxiiFilters.read(exchange).of(id(exchange));
        if (!filters.anySpec() || !collection.delete(id(exchange), filters.versions())) {
            throw Problem.notFound();
        }
        return Answer.bytes(TaxiiJson.TYPE, new byte[0]);
    }

    /// What became of a post (TAXII 2.1 §4.3); it is told to who posted.
    private Answer status(Exchange exchange) throws Problem {
        for (FurtherCollections source : further) {
            ObjectNode status = source.status(exchange.caller(), exchange.path("status"));
            if (status != null) {
                return json(status);
            }
        }
        throw Problem.notFound();
    }

    private FurtherCollection further(Exchange exchange) throws Problem {
        for (FurtherCollections source : further) {
            FurtherCollection found = source.find(exchange.caller(), exchange.path("collection"));
            if (found != null) {
                return found;
            }
        }
        throw Problem.notFound();
    }

    private static FurtherCollection toRead(FurtherCollection collection) throws Problem {
        if (!collection.canRead()) {
            throw Problem.of(ProblemType.NOT_ALLOWED, "You may write to this collection, but not read it.");
        }
        return collection;
    }

    private static Collection readable(Exchange exchange, Collection collection) throws Problem {
        if (!Collection.readableBy(exchange.caller()).contains(collection)) {
            throw Problem.notFound();
        }
        return collection;
    }

    private static String id(Exchange exchange) throws Problem {
        StixId id = StixId.parse(exchange.path("object"));
        if (id == null) {
            throw Problem.notFound();
        }
        return id.toString();
    }

    private static Answer json(ObjectNode node) {
        return Answer.bytes(TaxiiJson.TYPE, Json.write(node));
    }
}
