// Asks veraPDF whether files are PDF/A: one line of JSON per file on standard output.
// Run by tools/validate_pdf_a.py in Rhino's shell, which veraPDF itself brings for its rules, so that a plain Java
// runtime is enough. Arguments: the flavour (3u), then the files.
// veraPDF reads its profiles with JAXB, of which its bundle lacks the half that works; so the very same XML is read here
// with the parser of Java itself.
var vera = Packages.org.verapdf;
var Profiles = vera.pdfa.validation.profiles.Profiles;
var ArgumentImpl = vera.pdfa.validation.profiles.ErrorArgumentImpl;

function children(parent, name) {
    var found = [];
    for (var node = parent.getFirstChild(); node !== null; node = node.getNextSibling()) {
        if (node.getNodeName().equals(name)) found.push(node);
    }
    return found;
}

function child(parent, name) {
    var found = children(parent, name);
    if (found.length !== 1) throw new Error("a profile's " + parent.getNodeName() + " has " + found.length + " " + name);
    return found[0];
}

function text(parent, name) {
    return child(parent, name).getTextContent().trim();
}

function listOf(values) {
    var list = new java.util.ArrayList();
    values.forEach(function (value) { list.add(value); });
    return list;
}

function ruleOf(node) {
    var id = child(node, "id");
    var error = child(node, "error");
    var given = children(error, "arguments");
    var told = given.length ? children(given[0], "argument") : [];
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(
            vera.pdfa.flavours.PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"),
            java.lang.Integer.parseInt(id.getAttribute("testNumber"))
        ),
        node.getAttribute("object"),
        java.lang.Boolean.valueOf(node.getAttribute("deferred")),
        node.getAttribute("tags"),
        text(node, "description"),
        text(node, "test"),
        Profiles.errorFromValues(text(error, "message"), listOf(told.map(function (argument) {
            return ArgumentImpl.fromValues(argument.getTextContent().trim(), null, null);
        }))),
        new java.util.ArrayList()
    );
}

function variableOf(node) {
    return Profiles.variableFromValues(
        node.getAttribute("name"), node.getAttribute("object"), text(node, "defaultValue"), text(node, "value")
    );
}

function profileOf(flavour) {
    var place = "org/verapdf/pdfa/validation/PDFA-" + flavour.getId().toUpperCase() + ".xml";
    var source = java.lang.ClassLoader.getSystemResourceAsStream(place);
    if (source === null) throw new Error("veraPDF has no profile " + place);
    var parsed = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source);
    var root = parsed.getDocumentElement();
    var rules = new java.util.HashSet();
    var ruleNodes = children(child(root, "rules"), "rule");
    ruleNodes.forEach(function (node) { rules.add(ruleOf(node)); });
    if (rules.size() !== ruleNodes.length || rules.size() < 100) throw new Error("rules of the profile were lost");
    var variables = new java.util.HashSet();
    children(child(root, "variables"), "variable").forEach(function (node) { variables.add(variableOf(node)); });
    var details = Profiles.profileDetailsFromValues(flavour.getId(), "", "veraPDF Consortium", new java.util.Date(0));
    return Profiles.profileFromValues(flavour, details, "", rules, variables);
}

function opened(path, flavour) {
    try {
        return vera.pdfa.Foundries.defaultInstance().createParser(new java.io.File(path), flavour);
    } catch (fault) {
        return null; // no PDF, or one that cannot be read
    }
}

function faultsOf(result) {
    var told = {};
    for (var each = result.getTestAssertions().iterator(); each.hasNext(); ) {
        var one = each.next();
        var rule = one.getRuleId();
        told[rule.getClause() + "-" + rule.getTestNumber()] = String(one.getErrorMessage() || one.getMessage());
    }
    var faults = [];
    for (var counts = result.getFailedChecks().entrySet().iterator(); counts.hasNext(); ) {
        var entry = counts.next();
        var name = entry.getKey().getClause() + "-" + entry.getKey().getTestNumber();
        faults.push({ rule: name, count: Number(entry.getValue()), message: told[name] || "" });
    }
    return faults;
}

function checked(path, flavour, profile) {
    var parser = opened(path, flavour);
    if (parser === null) return { compliant: false, checks: 0, faults: [{ rule: "", count: 1, message: "not readable" }] };
    var validator = vera.pdfa.Foundries.defaultInstance().createValidator(profile, false);
    try {
        var result = validator.validate(parser);
        return {
            compliant: Boolean(result.isCompliant()),
            checks: Number(result.getTotalAssertions()),
            faults: faultsOf(result)
        };
    } finally {
        validator.close();
        parser.close();
    }
}

java.util.logging.LogManager.getLogManager().reset();
vera.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var flavour = vera.pdfa.flavours.PDFAFlavour.fromString(arguments[0]);
var profile = profileOf(flavour);
for (var n = 1; n < arguments.length; n++) {
    print(JSON.stringify(checked(arguments[n], flavour, profile)));
}
