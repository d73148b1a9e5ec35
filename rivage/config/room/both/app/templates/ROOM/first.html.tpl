{% extends "app.html" %}
{% block title %}{Label}{% endblock %}
{% block content %}
<section class="rv-panneau" aria-label="{Label}">
  <p class="mb-0">Cette page ne montre encore rien.</p>
</section>
{% endblock %}
