type Json = Readonly<Record<string, unknown>>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace'];

/**
 * What is wrong with the structure of an OpenAPI 3.1 document, in words; empty when nothing is. Operations have an
 * operationId of their own and a described reply for each status, parameters of a path are declared exactly, references lead
 * somewhere (OpenAPI 3.1.0 sections 4.8.8 to 4.8.17).
 */
export function checkOpenApi(document: object): readonly string[] {
  const root: Json = { ...document };
  const operations = Object.entries(membersOf(root['paths'])).flatMap(([path, item]) =>
    Object.entries(membersOf(item))
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({ path, method, operation: membersOf(operation) })),
  );
  return [
    ...(/^3\.1\.\d$/.test(String(root['openapi'])) ? [] : ['openapi: want 3.1']),
    ...(typeof membersOf(root['info'])['title'] === 'string' ? [] : ['info: want a title']),
    ...(operations.length > 0 ? [] : ['paths: want one']),
    ...repeated(operations.map(({ operation }) => String(operation['operationId']))).map(
      (id) => `operationId ${id}: missing or more than once`,
    ),
    ...operations.flatMap((each) => [...checkParameters(each), ...checkResponses(each)]),
    ...referencesIn(root)
      .filter((reference) => resolve(root, reference) === undefined)
      .map((reference) => `${reference}: leads nowhere`),
  ];
}

type Operation = { readonly path: string; readonly method: string; readonly operation: Json };

function checkParameters({ path, method, operation }: Operation): readonly string[] {
  const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const declared = listOf(operation['parameters']).map(membersOf);
  const inPath = declared.filter((each) => each['in'] === 'path').map((each) => String(each['name']));
  return [
    ...wanted.filter((name) => !inPath.includes(name)).map((name) => `${method} ${path}: path parameter ${name}`),
    ...inPath.filter((name) => !wanted.includes(name)).map((name) => `${method} ${path}: no place for ${name}`),
    ...declared
      .filter((each) => each['in'] === 'path' && each['required'] !== true)
      .map((each) => `${method} ${path}: ${String(each['name'])} is not required`),
    ...repeated(declared.map((each) => `${String(each['in'])} ${String(each['name'])}`)).map(
      (name) => `${method} ${path}: ${name} more than once`,
    ),
  ];
}

function checkResponses({ path, method, operation }: Operation): readonly string[] {
  const responses = Object.entries(membersOf(operation['responses']));
  return [
    ...(responses.some(([status]) => status.startsWith('2')) ? [] : [`${method} ${path}: no success`]),
    ...responses
      .filter(([status, each]) => !/^[1-5]\d\d$/.test(status) || typeof membersOf(each)['description'] !== 'string')
      .map(([status]) => `${method} ${path}: response ${status}`),
  ];
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, at) => name === 'undefined' || names.indexOf(name) !== at))];
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return Object.entries(membersOf(value)).flatMap(([name, member]) =>
    name === '$ref' ? [String(member)] : referencesIn(member),
  );
}

/** A reference inside the document: a JSON pointer after `#`. */
function resolve(root: Json, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined;
  const parts = reference.slice(2).split('/');
  return parts.reduce<unknown>(
    (value, part) => membersOf(value)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
    root,
  );
}

function membersOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
