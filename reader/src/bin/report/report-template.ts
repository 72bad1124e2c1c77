/** The page of a report, for nunjucks with autoescape. No script, nothing from outside; see `renderReport`. */
export const REPORT_TEMPLATE = `<!doctype html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{{ styleHash }}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{ verdict.word }} – {{ words.title }}, {{ tappedAt }}</title>
<style>{{ style | safe }}</style>
</head>
<body>
<main>
<h1>{{ words.title }}</h1>
<section class="verdict {{ verdict.kind }}" aria-labelledby="verdict">
<span class="sign" aria-hidden="true">{{ verdict.sign }}</span>
<div><p class="word" id="verdict">{{ verdict.word }}</p><p class="for">{{ purpose }}</p></div>
</section>
{% if reasons.length %}<ul class="reasons" aria-label="{{ words.why }}">
{% for reason in reasons %}<li>{% if reason.interrupts %}<strong>{{ words.interrupted }}.</strong> {% endif %}{{ reason.meaning }} <code>{{ reason.code }}</code>{% if reason.sw %} <code>SW {{ reason.sw }}</code>{% endif %}<br><span class="do">{{ reason.remedy }}</span></li>
{% endfor %}</ul>{% endif %}
{% if differences.length %}<section class="box" aria-labelledby="differs">
<h2 id="differs">{{ words.differs }}</h2>
<ul>{% for difference in differences %}<li>{{ difference.of }}: {{ words.recorded }} <code>{{ difference.recorded }}</code>, {{ words.judgedAgain }} <code>{{ difference.replayed }}</code></li>{% endfor %}</ul>
</section>{% endif %}
<dl>{% for fact in facts %}
<dt>{{ fact.label }}</dt><dd>{{ fact.value }}</dd>{% endfor %}
</dl>

<h2 id="answers">{{ words.answers }}</h2>
<table class="stack" aria-labelledby="answers">
<thead><tr><th scope="col">{{ words.question }}</th><th scope="col">{{ words.answer }}</th><th scope="col">{{ words.reason }}</th></tr></thead>
<tbody>{% for answer in answers %}
<tr><th scope="row">{{ answer.question }}</th><td class="{{ answer.kind }}"><span aria-hidden="true">{{ answer.sign }}</span> {{ answer.word }}</td><td>{% if answer.meaning %}{{ answer.meaning }} <code>{{ answer.code }}</code><br><span class="do">{{ answer.remedy }}</span>{% endif %}</td></tr>{% endfor %}
</tbody>
</table>

<h2 id="fields">{{ words.fields }}</h2>
{% if fields %}<p class="note">{{ words.fieldsWarning }}</p>
<table class="stack" aria-labelledby="fields">
<thead><tr><th scope="col">{{ words.field }}</th><th scope="col">{{ words.value }}</th></tr></thead>
<tbody>{% for field in fields %}
<tr><th scope="row">{{ field.label }}</th><td>{{ field.value }}</td></tr>{% endfor %}
</tbody>
</table>{% else %}<p class="note">{{ words.noFields }}</p>{% endif %}

<h2 id="ages">{{ words.ages }}</h2>
<table class="stack" aria-labelledby="ages">
<thead><tr><th scope="col">{{ words.file }}</th><th scope="col">{{ words.forWhat }}</th><th scope="col">{{ words.age }}</th><th scope="col">{{ words.budget }}</th><th scope="col">{{ words.result }}</th></tr></thead>
<tbody>{% for age in ages %}
<tr><th scope="row">{{ age.file }}</th><td data-label="{{ words.forWhat }}">{{ age.forWhat }}</td><td data-label="{{ words.age }}">{{ age.age }}</td><td data-label="{{ words.budget }}">{{ age.budget }}</td><td class="{{ age.kind }}"><span aria-hidden="true">{{ age.sign }}</span> {{ age.word }}</td></tr>{% endfor %}
</tbody>
</table>

<h2 id="timeline">{{ words.timeline }}</h2>
{% if lanes.length %}<p class="note">{{ words.timelineNote }}</p>
<p class="note legend">{% for kind in ['plain', 'secured', 'refused'] %}<span><svg viewBox="0 0 20 20" role="img" aria-label="{{ words[kind] }}"><rect x="2" y="{{ bars[kind].y }}" width="16" height="{{ bars[kind].height }}" fill="{{ bars[kind].fill }}"/></svg> {{ words[kind] }}</span> {% endfor %}</p>
{% for lane in lanes %}<div class="lane"><span class="name">{{ lane.name }}</span><span class="track"><svg viewBox="0 0 1000 20" preserveAspectRatio="none" role="img" aria-label="{{ lane.alt }}"><rect x="0" y="9" width="1000" height="2" fill="#d0d7de"/>{% for bar in lane.bars %}<rect x="{{ bar.x }}" y="{{ bar.y }}" width="{{ bar.width }}" height="{{ bar.height }}" fill="{{ bar.fill }}"/>{% endfor %}</svg></span><span class="num">{{ lane.took }} {{ words.ms }}</span></div>
{% endfor %}<div class="lane axis"><span class="name"></span><span class="track ends"><span>0 {{ words.ms }}</span><span>{{ axis.middle }} {{ words.ms }}</span><span>{{ axis.end }} {{ words.ms }}</span></span><span class="num"></span></div>
<table class="stack" aria-labelledby="timeline">
<thead><tr><th scope="col">{{ words.phase }}</th><th scope="col" class="num">{{ words.commands }}</th><th scope="col" class="num">{{ words.bytes }}</th><th scope="col" class="num">{{ words.inCard }}</th></tr></thead>
<tbody>{% for phase in phases %}
<tr><th scope="row">{{ phase.name }}</th><td class="num" data-label="{{ words.commands }}">{{ phase.apdus }}</td><td class="num" data-label="{{ words.bytes }}">{{ phase.bytes }}</td><td class="num" data-label="{{ words.inCard }}">{{ phase.cardMs }} {{ words.ms }}</td></tr>{% endfor %}
</tbody>
</table>
{% else %}<p class="note">{{ words.nothing }}</p>{% endif %}

{% if apdus.length %}<h2 id="apdus">{{ words.apdus }}</h2>
<p class="note">{{ words.apdusNote }}</p>
<table class="stack apdus" aria-labelledby="apdus">
<thead><tr><th scope="col">{{ words.command }}</th><th scope="col" class="num">{{ words.startMs }}</th><th scope="col" class="num">{{ words.tookMs }}</th><th scope="col" class="num">{{ words.sent }}</th><th scope="col" class="num">{{ words.received }}</th><th scope="col">{{ words.end }}</th><th scope="col">{{ words.channel }}</th></tr></thead>
<tbody>{% for apdu in apdus %}
<tr><th scope="row">{{ apdu.number }}. {{ apdu.name }}</th><td class="num" data-label="{{ words.startMs }}">{{ apdu.start }}</td><td class="num" data-label="{{ words.tookMs }}">{{ apdu.took }}</td><td class="num" data-label="{{ words.sent }}">{{ apdu.sent }}</td><td class="num" data-label="{{ words.received }}">{{ apdu.received }}</td><td data-label="{{ words.end }}"><code>{{ apdu.end }}</code></td><td data-label="{{ words.channel }}">{{ apdu.channel }}</td></tr>{% endfor %}
</tbody>
</table>{% endif %}

<footer>
<h2 id="kept">{{ words.kept }}</h2>
<p>{{ keeps }}</p>
<p class="note">{{ words.limit }}</p>
{% if trustFiles.length %}<p>{{ words.trustFiles }}:</p>
<ul class="files">{% for file in trustFiles %}<li>{{ file.path }} <code>{{ file.sha256 }}</code></li>{% endfor %}</ul>{% endif %}
</footer>
</main>
</body>
</html>
`;
